import { setTimeout } from "node:timers/promises";

import { type Accounts, AccountsRefused, Backoff, type Credentials } from "@hubbub/client";

import { now } from "./clock.ts";
import { LatencyHistogram } from "./latency-histogram.ts";
import { type Random } from "./random.ts";

/** For an answer that doesn't say when to come again. */
const BACKOFF = { baseMs: 500, capMs: 30_000 };

export interface LoginStormOptions {
  service: Accounts;
  /** Whom the logins are by, by turns. */
  credentials: readonly Credentials[];
  logins: number;
  /** Of each login. */
  random: (login: number) => Random;
  /** Ends it. */
  signal: AbortSignal;
}

export interface LoginStorm {
  /** From the beginning to each login's answer, in milliseconds. */
  times: LatencyHistogram;
  /** Those who were told once or more to come again (429, or a fault that passes). */
  told: number;
  /** Those who were refused for good. */
  failed: number;
}

/** Lets many log in at once; who is told to come again does, as the service asks for. Rejects with the signal's reason. */
export async function loginStorm(options: LoginStormOptions): Promise<LoginStorm> {
  const storm = { times: new LatencyHistogram(), told: 0, failed: 0 };
  const begin = now();
  const logIn = async (login: number) => {
    const outcome = await logInAtLast(options, login);
    if (outcome.told) storm.told++;
    if (outcome.done) storm.times.record(now() - begin);
    else storm.failed++;
  };
  await Promise.all(Array.from({ length: options.logins }, (_, login) => logIn(login)));
  return storm;
}

async function logInAtLast(
  options: LoginStormOptions,
  login: number,
): Promise<{ done: boolean; told: boolean }> {
  const { service, credentials, random, signal } = options;
  const backoff = new Backoff({ ...BACKOFF, random: random(login) });
  for (;;) {
    signal.throwIfAborted();
    try {
      await service.login(credentials[login % credentials.length]!);
      return { done: true, told: backoff.attempt > 0 };
    } catch (error) {
      const comesAgain = error instanceof AccountsRefused && error.retryable;
      if (!comesAgain) return { done: false, told: backoff.attempt > 0 };
      await setTimeout(backoff.nextAfter(error.retryAfterMs), undefined, { signal });
    }
  }
}
