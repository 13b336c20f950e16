/** Statements that SQLite and Postgres both take, and how they are asked. */
export * from "./steps.ts";
