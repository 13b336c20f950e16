import { Command, Option } from "commander";

/** A service that doesn't answer within this is not ready, in ms: the gateway gives its accounts service 2 s. */
const ANSWER_MS = 5_000;

/** `hubbub health`: whether a gateway or an accounts service is ready, for containers and scripts. Exit code 1: it is not. */
export function healthCommand(): Command {
  return new Command("health")
    .description("ask a server, or an accounts service, whether it is ready; exit code 1 if it is not")
    .addOption(new Option("--url <url>", "its address").default("http://127.0.0.1:8080"))
    .action(async ({ url }: { url: string }) => {
      const fault = await faultOf(url);
      if (fault === undefined) return console.log("ready");
      console.error(fault);
      process.exitCode = 1;
    });
}

/** Undefined if it is ready, else a sentence. */
async function faultOf(url: string): Promise<string | undefined> {
  if (!URL.canParse("/readyz", url)) return `--url: "${url}" is no address.`;
  try {
    const answer = await fetch(new URL("/readyz", url), { signal: AbortSignal.timeout(ANSWER_MS) });
    return answer.ok ? undefined : `It is not ready (${answer.status}): ${(await answer.text()).trim()}`;
  } catch (error) {
    return `It does not answer (${error instanceof Error ? error.message : String(error)}).`;
  }
}
