import { HubbubError, type PasskeyAnswer } from "@hubbub/client";

import { accounts } from "../app/session.ts";
import { text } from "../i18n/text.ts";

const ADDRESS = /^(\d+\.){3}\d+$|^\[/;

/** Whether passkeys can be used: browsers have them on pages that come safely, from a host with a name. */
export function havePasskeys(): boolean {
  return isSecureContext && "PublicKeyCredential" in globalThis && !ADDRESS.test(location.hostname);
}

/** Whether the browser can offer passkeys while the name is typed. */
export async function canOfferPasskeys(): Promise<boolean> {
  return havePasskeys() && (await PublicKeyCredential.isConditionalMediationAvailable?.()) === true;
}

export interface AskPasskeyOptions {
  /** Of a login whose second step it is. */
  ticket?: string;
  /** The browser offers it beside what is typed, and waits until it is chosen. */
  whileTyping?: boolean;
  signal?: AbortSignal;
}

/** What the user's passkey answers. Rejects as Accounts does, or with the browser's DOMException if none was used. */
export async function askPasskey({ ticket, whileTyping, signal }: AskPasskeyOptions): Promise<PasskeyAnswer> {
  const challenge = await accounts.passkeyChallenge(ticket);
  signal?.throwIfAborted();
  const credential = await navigator.credentials.get({
    publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(challenge.options),
    ...(whileTyping && { mediation: "conditional" }),
    ...(signal && { signal }),
  });
  return { ticket: challenge.ticket, response: answerOf(credential) };
}

/** A credential as the server takes it. */
export function answerOf(credential: Credential | null): object {
  if (!(credential instanceof PublicKeyCredential)) throw new DOMException("No passkey.", "NotAllowedError");
  return credential.toJSON();
}

/** Rejects with what the browser said in words of ours: the user said no, took too long, or has no passkey here. */
export function namedFault(error: unknown): never {
  throw error instanceof DOMException ? new PasskeyNotUsed(text.signIn.noPasskey, { cause: error }) : error;
}

/** A sentence for the user. */
export class PasskeyNotUsed extends HubbubError {
  override name = "PasskeyNotUsed";
  readonly retryable = true;
}
