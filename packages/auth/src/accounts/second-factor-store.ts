/** An account's authenticator app (TOTP, RFC 6238). */
export interface Totp {
  /** 20 bytes that the app and the service share. */
  secret: Uint8Array;
  /** False while it is being set up. */
  on: boolean;
  /** The time step of the last code that was taken: no code of it or before it is taken again. */
  lastStep: number;
}

/** Authenticator apps and recovery codes. Recovery codes are kept as SHA-256. */
export interface SecondFactorStore {
  totp(account: number): Promise<Totp | undefined>;
  /** Begins a set-up, in place of one that was not finished. False, and nothing done, if one is on. */
  startTotp(account: number, secret: Uint8Array): Promise<boolean>;
  /** Ends the set-up of this secret: it is on, with these recovery codes. False, and nothing done, if there is none. */
  confirmTotp(confirmation: TotpConfirmation): Promise<boolean>;
  /** Takes a code of this time step. False if one of it or of a later one was taken before, or it is not on. */
  spendStep(account: number, step: number): Promise<boolean>;
  /** With the recovery codes. False if there was none. */
  removeTotp(account: number): Promise<boolean>;
  /** Replaces all. */
  setRecoveryCodes(account: number, hashes: readonly Uint8Array[]): Promise<void>;
  /** False if it isn't one of the account's, or was used. */
  spendRecoveryCode(account: number, hash: Uint8Array): Promise<boolean>;
  recoveryCodesLeft(account: number): Promise<number>;
}

export interface TotpConfirmation {
  account: number;
  secret: Uint8Array;
  step: number;
  recoveryCodes: readonly Uint8Array[];
}
