import { RunFailed } from "./run-failed.ts";

/** A server that doesn't answer for this long, in milliseconds, is not fit for a load. */
const ANSWER_MS = 10_000;
/** Advice that Bun adds, which is not about this address. */
const ADVICE = / ?Is the computer able to access the url\?/;

/** Rejects with RunFailed if no Hubbub server answers at the address, or when the signal is aborted. */
export async function checkTarget(target: string, signal: AbortSignal): Promise<void> {
  let [status, text] = [0, ""];
  try {
    const late = AbortSignal.timeout(ANSWER_MS);
    const answer = await fetch(new URL("healthz", `${target.replace(/\/$/, "")}/`), {
      signal: AbortSignal.any([signal, late]),
    });
    [status, text] = [answer.status, await answer.text()];
  } catch (error) {
    const { name, message } = error as Error;
    const reason = name === "TimeoutError" ? "" : ` ${message.replace(ADVICE, "").replace(/[^.]$/, "$&.")}`;
    throw new RunFailed(`${target} doesn't answer.${reason}`, { cause: error });
  }
  if (status !== 200 || text.trim() !== "ok") {
    throw new RunFailed(`${target} answers, but is no Hubbub server.`);
  }
}
