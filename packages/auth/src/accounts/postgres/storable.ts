import type { Param } from "@hubbub/sql";

/** A text of Postgres has every character but NUL; a noncharacter stands for it, which no name may have either. */
export const storable = <P extends Param>(param: P): P | string =>
  typeof param === "string" ? param.replaceAll("\u0000", "\uFFFF") : param;
