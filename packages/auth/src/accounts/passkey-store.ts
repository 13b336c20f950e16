/** A WebAuthn credential. */
export interface Passkey {
  /** The credential id, base64url. */
  id: string;
  account: number;
  /** COSE key (RFC 9052). */
  publicKey: Uint8Array;
  /** Signatures made, as the authenticator counts them; 0 for ever if it doesn't. */
  counter: number;
  /** How the browser reaches it: "internal", "hybrid", "usb", … */
  transports: string[];
  /** The host name that it is good for. */
  rpId: string;
  /** What its owner calls it. */
  name: string;
  createdAt: number;
  /** Undefined before the first login with it. */
  usedAt: number | undefined;
}

export interface PasskeyStore {
  /** "known": the credential is somebody's already; "full": the account has `limit`. */
  add(passkey: Passkey, limit: number): Promise<"added" | "known" | "full">;
  /** In order of creation. */
  list(account: number): Promise<Passkey[]>;
  find(id: string): Promise<Passkey | undefined>;
  /** Enters a login. False if the counter did not grow since: somebody has a copy of the authenticator. */
  used(id: string, counter: number, at: number): Promise<boolean>;
  /** Both are false if the account has no such passkey. */
  rename(account: number, id: string, name: string): Promise<boolean>;
  remove(account: number, id: string): Promise<boolean>;
}
