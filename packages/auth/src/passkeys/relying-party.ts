import { isIP } from "node:net";

import { AuthError } from "../errors.ts";

/** The site that passkeys are made for and used on. */
export interface RelyingParty {
  /** The host name that the authenticator binds a passkey to. */
  rpId: string;
  /** What the browser says it is on. */
  origin: string;
}

/** What a passkey ticket carries: the challenge, and the site that it was made for. */
export interface Challenge extends RelyingParty {
  challenge: string;
}

/** The site at this origin. Throws forbidden if browsers have no passkeys there. */
export function relyingParty(origin: string): RelyingParty {
  const url = URL.parse(origin);
  const rpId = url?.hostname ?? "";
  const isSecure = url?.protocol === "https:" || rpId === "localhost";
  if (isSecure && rpId !== "" && isIP(rpId.replaceAll(/[[\]]/g, "")) === 0) return { rpId, origin };
  throw new AuthError(
    "forbidden",
    "Passkeys need an https:// address with a host name, or localhost: see --public-url.",
  );
}
