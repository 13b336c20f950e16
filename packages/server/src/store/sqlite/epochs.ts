import type { Database } from "bun:sqlite";

import { COPY_APPLICATION_ID, LIVE_APPLICATION_ID, pragmaNumber } from "./schema.ts";

/** Epochs are 1 to this. */
const EPOCHS = 2 ** 32 - 1;

/** Marks the file as a copy, so that whoever opens it as a store gives its channels new epochs. */
export function markCopy(db: Database): void {
  db.run(`PRAGMA application_id = ${COPY_APPLICATION_ID}`);
}

/**
 * If the file is a backup's copy, gives every channel an epoch other than the one it had and clears the mark,
 * in one transaction. The original went on after the copy was made: the seqs that it gave since will be given
 * again, to other events, and nobody may take the one for the other.
 */
export function renewEpochsOfCopy(db: Database): void {
  if (pragmaNumber(db, "application_id") !== COPY_APPLICATION_ID) return;
  db.transaction(() => {
    // Steps of 1 to EPOCHS - 1 around a circle of EPOCHS never end where they began.
    db.run(`UPDATE channels SET epoch = 1 + (epoch + (random() & 0x7fffffff)) % ${EPOCHS}`);
    db.run(`PRAGMA application_id = ${LIVE_APPLICATION_ID}`);
  }).immediate();
}
