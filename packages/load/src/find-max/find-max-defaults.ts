/** What a search takes where nothing else is said. */
export const FIND_MAX_DEFAULTS = {
  start: 425,
  most: 50_000,
  step: 0.05,
  rampUpMs: 5000,
  plateauMs: 10_000,
  rampDownMs: 0,
} as const;
