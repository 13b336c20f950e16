/** A run could not be got ready, or not be brought to its end; the message is a sentence. */
export class RunFailed extends Error {
  override name = "RunFailed";
}

/** A run was ended before it had begun to measure: there is no result. */
export class RunInterrupted extends Error {
  override name = "RunInterrupted";

  constructor() {
    super("Interrupted before the ramp-up began: there is no result.");
  }
}
