const TS = /^\d{1,11}(?:\.\d{1,9})?$/;

/** The time that Slack's "ts" stands for, in ms since 1970 UTC; undefined if it is none. */
export function parseTs(ts: string): number | undefined {
  return TS.test(ts) ? Math.floor(Number(ts) * 1000) : undefined;
}
