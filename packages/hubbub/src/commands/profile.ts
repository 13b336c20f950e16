import { Command, Option } from "commander";

import { readControlFile } from "../control-file.ts";

/** `hubbub profile`: a CPU profile of the running gateway, while it goes on. */
export function profileCommand(): Command {
  return new Command("profile")
    .description("write a CPU profile of the running server")
    .addOption(
      new Option("--data <dir>", "the server's data folder").env("HUBBUB_DATA").default("./hubbub-data"),
    )
    .option("--seconds <n>", "how long to look", "10")
    .option("--out <file>", "where to write it", "hubbub.cpuprofile")
    .action(async ({ data, seconds, out }: { data: string; seconds: string; out: string }) => {
      const fault = await takeProfile(data, seconds, out);
      if (fault === undefined) return;
      console.error(fault);
      process.exitCode = 1;
    });
}

/** The sentence that says what went wrong, or undefined. */
async function takeProfile(data: string, seconds: string, out: string): Promise<string | undefined> {
  const control = await readControlFile(data);
  if (!control)
    return `No server runs on ${data}: start it with "hubbub serve", or name its folder with --data.`;
  let response: Response;
  try {
    response = await fetch(`${control.url}/control/profile?seconds=${encodeURIComponent(seconds)}`, {
      method: "POST",
      headers: { Authorization: `Bearer ${control.key}` },
    });
  } catch {
    return `The server on ${control.url} (process ${control.pid}) does not answer: is it still running?`;
  }
  if (!response.ok) return (await response.text()).trim();
  await Bun.write(out, response);
  console.log(`${out}: open it in Chrome's developer tools (Performance) or in VS Code.`);
  return undefined;
}
