import { benchCodec, OutputRefused } from "@hubbub/load";
import { Command, InvalidArgumentError, Option } from "commander";

/** `hubbub bench …`: parts of Hubbub measured alone. */
export function benchCommand(): Command {
  return new Command("bench").description("measure a part of Hubbub alone").addCommand(codecCommand());
}

function codecCommand(): Command {
  return new Command("codec")
    .description("the performance report's serialization table; exits with 1 if its target is missed")
    .addOption(
      new Option("--rounds <n>", "times that each message is encoded and decoded")
        .default(1_000_000)
        .argParser(parseRounds),
    )
    .option("--json <file>", "write the result as JSON, with every pass")
    .action(async ({ rounds, json }: { rounds: number; json?: string }) => {
      const stop = new AbortController();
      process.once("SIGINT", () => stop.abort());
      try {
        if (!(await benchCodec({ rounds, json, signal: stop.signal }))) process.exitCode = 1;
      } catch (error) {
        process.exitCode = 1;
        if (stop.signal.aborted) return console.error("Interrupted: nothing was kept.");
        if (!(error instanceof OutputRefused)) throw error;
        console.error(error.message);
      }
    });
}

function parseRounds(text: string): number {
  const rounds = Number(text);
  if (/^\d{1,9}$/.test(text) && rounds >= 1) return rounds;
  throw new InvalidArgumentError("It must be a whole number from 1 to 999999999.");
}
