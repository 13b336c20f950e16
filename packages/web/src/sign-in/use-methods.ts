import type { SignInMethods } from "@hubbub/client";
import { useEffect, useState } from "react";

import { accounts } from "../app/session.ts";

export interface KnownMethods {
  methods: SignInMethods | undefined;
  /** Why they aren't known. */
  error: unknown;
  retry: () => void;
}

/** How one can log in and sign up here. */
export function useMethods(): KnownMethods {
  const [known, setKnown] = useState<Omit<KnownMethods, "retry">>({ methods: undefined, error: undefined });
  const [attempt, setAttempt] = useState(0);
  useEffect(() => {
    let wanted = true;
    accounts.methods().then(
      (methods) => wanted && setKnown({ methods, error: undefined }),
      (error: unknown) => wanted && setKnown({ methods: undefined, error }),
    );
    return () => {
      wanted = false;
    };
  }, [attempt]);
  return { ...known, retry: () => setAttempt(attempt + 1) };
}
