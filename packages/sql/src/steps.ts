/** What SQLite and Postgres both take. Booleans are 0 and 1. */
export type Param = string | number | Uint8Array | null;
export type Row = Record<string, unknown>;

/** What is asked of a database, whichever it is. */
export type QueryStep =
  /** A statement in the SQL that both databases speak, with parameters ?1, ?2, …; answered with its rows. */
  | { do: "query"; sql: string; params: readonly Param[] }
  /** The same, if its rows don't matter: what comes next need not wait for it. */
  | { do: "run"; sql: string; params: readonly Param[] };

/** Something that is written once for every database, as a generator of what it asks of it, in one transaction. */
export type Queries<T> = Generator<QueryStep, T, unknown>;

/** All rows of a statement. */
export function* all<R extends object = Row>(sql: string, ...params: Param[]): Queries<R[]> {
  return (yield { do: "query", sql, params }) as R[];
}

/** The first row of a statement. */
export function* first<R extends object = Row>(sql: string, ...params: Param[]): Queries<R | undefined> {
  return (yield* all<R>(sql, ...params))[0];
}

/** A statement whose rows don't matter. */
export function* run(sql: string, ...params: Param[]): Queries<void> {
  yield { do: "run", sql, params };
}

/** Whether a statement that ends in RETURNING changed anything. */
export function* changes(sql: string, ...params: Param[]): Queries<boolean> {
  return (yield* all(sql, ...params)).length > 0;
}

/** The items of a parameter that was made by `list`, as what stands after IN. */
export const listed = (param: number): string => `(SELECT CAST(value AS INTEGER) FROM json_each(?${param}))`;

/** The items of a parameter that was made by `texts`, as what stands after IN. */
export const listedTexts = (param: number): string =>
  `(SELECT CAST(value AS TEXT) FROM json_each(?${param}))`;

/** Ids as a parameter for `listed`. */
export const list = (ids: readonly number[]): string => JSON.stringify(ids);

/** Texts as a parameter for `listedTexts`. */
export const texts = (items: readonly string[]): string => JSON.stringify(items);
