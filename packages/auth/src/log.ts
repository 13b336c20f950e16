import pino, { type Logger } from "pino";

export const LOG_LEVELS = ["fatal", "error", "warn", "info", "debug", "trace", "silent"] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

/** JSON lines on stderr. What is logged is chosen at each call: ids and names, never passwords or tokens. */
export function createLog(level: LogLevel): Logger {
  return pino({ name: "auth", level }, pino.destination({ dest: 2, sync: true }));
}
