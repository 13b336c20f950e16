import type { PasskeyAnswer, Session } from "@hubbub/client";
import { useEffect, useEffectEvent, useRef } from "react";

import { accounts } from "../app/session.ts";
import { useAttempt } from "../app/use-attempt.ts";
import { askPasskey, canOfferPasskeys, namedFault } from "./passkeys.ts";

export interface PasskeyLoginOptions {
  onSession: (session: Session) => Promise<void>;
  /** Something else is under way. */
  isPaused: boolean;
}

/** A login by passkey: offered by the browser while the name is typed, and asked for by a button. */
export function usePasskeyLogin({ onSession, isPaused }: PasskeyLoginOptions) {
  const { busy, error, run } = useAttempt();
  const offered = useRef<AbortController>(undefined);
  const take = async (answer: PasskeyAnswer) => onSession(await accounts.loginWithPasskey(answer));
  const takeOffered = useEffectEvent((answer: PasskeyAnswer) => void run(() => take(answer)));
  useEffect(() => {
    if (isPaused) return undefined;
    const abort = new AbortController();
    offered.current = abort;
    // An offer that wasn't taken up is nothing to tell.
    offer(abort.signal).then(
      (answer) => answer !== undefined && takeOffered(answer),
      () => {},
    );
    return () => abort.abort();
  }, [isPaused]);
  const logIn = () => {
    // A browser asks one question at a time.
    offered.current?.abort();
    void run(async () => take(await askPasskey({}).catch(namedFault)));
  };
  return { busy, error, logIn };
}

async function offer(signal: AbortSignal): Promise<PasskeyAnswer | undefined> {
  if (!(await canOfferPasskeys()) || signal.aborted) return undefined;
  return askPasskey({ whileTyping: true, signal });
}
