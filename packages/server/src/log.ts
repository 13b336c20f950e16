import pino, { type Logger } from "pino";

export type Log = Logger;

export const LOG_LEVELS = ["fatal", "error", "warn", "info", "debug", "trace", "silent"] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

/** JSON lines on stderr. What is logged is chosen at each call: ids and codes, never message texts or tokens. */
export function createLog(level: LogLevel, name: "gateway" | "worker" = "gateway"): Log {
  return pino({ name, level }, pino.destination({ dest: 2, sync: true }));
}
