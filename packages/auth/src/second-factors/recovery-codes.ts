import { hashCode, makeCode } from "../one-time-code.ts";

const RECOVERY_CODES = 10;

/** New codes, each good for one login in place of the app's; 80 bits each. */
export function makeRecoveryCodes(): { codes: string[]; hashes: Uint8Array[] } {
  const codes = Array.from({ length: RECOVERY_CODES }, () => makeCode({ groups: 4, letters: 4 }));
  return { codes, hashes: codes.map(hashCode) };
}
