export type Style = "bold" | "dim" | "red" | "green" | "yellow" | "blue" | "cyan" | "alarm";

/** Gives the text in this style, or as it is where there are no colours. */
export type Paint = (style: Style, text: string) => string;

/** Select Graphic Rendition (ECMA-48). */
const CODES: Record<Style, string> = {
  bold: "1",
  dim: "2",
  red: "31",
  green: "32",
  yellow: "33",
  blue: "94",
  cyan: "36",
  alarm: "1;31",
};

export function painter(color: boolean): Paint {
  if (!color) return (_, text) => text;
  return (style, text) => (text === "" ? "" : `\u001b[${CODES[style]}m${text}\u001b[0m`);
}

/** Whether a stream shows colours: a terminal, and no wish against it (https://no-color.org). */
export function showsColor(stream: { isTTY?: boolean }, env: NodeJS.ProcessEnv = process.env): boolean {
  return stream.isTTY === true && !env["NO_COLOR"] && env["TERM"] !== "dumb";
}
