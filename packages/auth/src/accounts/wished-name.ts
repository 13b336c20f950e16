import { LIMITS } from "@hubbub/protocol";

/** The wish without what no name may have; it may still be empty. */
export function visibleName(wish: string): string {
  const visible = wish.normalize("NFC").replaceAll(/[\p{C}\p{Zl}\p{Zp}]/gu, "");
  return cut(visible.trim(), LIMITS.userNameLength);
}

/** The name with a number behind it: "ann-2". */
export function withNumber(name: string, number: number): string {
  return withEnd(name, `-${number}`);
}

/** The name, shortened if need be, with something behind it. */
export function withEnd(name: string, end: string): string {
  return cut(name, LIMITS.userNameLength - end.length) + end;
}

function cut(name: string, length: number): string {
  return [...name].slice(0, length).join("").trim();
}
