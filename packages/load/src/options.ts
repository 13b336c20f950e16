/** What the command line needs to know of load before it knows what is asked of it; it brings no libraries along. */
export { FIND_MAX_DEFAULTS } from "./find-max/find-max-defaults.ts";
export { ARRIVAL_SHAPES } from "./generator/arrivals.ts";
export { AUTH_MODES, CODECS } from "./result/result.ts";
export { DEFAULT_THRESHOLDS, METRICS, parseThreshold } from "./result/thresholds.ts";
export { OptionsRefused } from "./options-refused.ts";
export { formatDuration, parseDuration } from "./run/duration.ts";
export { DEFAULTS, runOptions } from "./run/run-options.ts";
export { SCENARIOS } from "./scenarios/index.ts";
