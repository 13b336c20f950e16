import type { ErrorName } from "@hubbub/protocol";

/** What the model refuses. */
export class Refused extends Error {
  constructor(readonly reason: ErrorName) {
    super(reason);
  }
}

export function refuseIf(fault: boolean, reason: ErrorName): void {
  if (fault) throw new Refused(reason);
}
