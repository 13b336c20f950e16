import { first, type Param, type Queries } from "@hubbub/sql";

/** How many rows there are FROM `what`. */
export function* count(what: string, ...params: Param[]): Queries<number> {
  const row = yield* first<{ n: number }>(`SELECT count(*) AS n FROM ${what}`, ...params);
  return row?.n ?? 0;
}
