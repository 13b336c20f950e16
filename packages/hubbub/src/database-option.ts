import { Option } from "commander";

/** What commander makes of the option. */
export interface DatabaseOption {
  /** postgres://USER:PASSWORD@HOST:PORT/DATABASE */
  database?: string;
}

/** The database that nodes share, instead of files in the data folder. */
export const databaseOption = (): Option =>
  new Option(
    "--database <url>",
    "Postgres database to use instead of files in the data folder, as postgres://USER:PASSWORD@HOST:PORT/NAME; " +
      "flags can be seen by others: set the variable",
  ).env("HUBBUB_DATABASE");
