import { Command, InvalidArgumentError, Option } from "commander";

import { ownCommand } from "../own-command.ts";
import { untilStopped } from "../until-stopped.ts";

/** `hubbub bench …`: parts of Hubbub measured alone. What they need is loaded only when they run. */
export function benchCommand(): Command {
  return new Command("bench")
    .description("measure a part of Hubbub alone")
    .addCommand(codecCommand())
    .addCommand(writeCommand());
}

function codecCommand(): Command {
  return new Command("codec")
    .description(
      "the serialization table of the Python chat server's performance report that Hubbub started from; exits with 1 if its target is missed",
    )
    .addOption(
      new Option("--rounds <n>", "times that each message is encoded and decoded")
        .default(1_000_000)
        .argParser((text) => whole(text, 999_999_999)),
    )
    .option("--json <file>", "write the result as JSON, with every pass")
    .action(async ({ rounds, json }: { rounds: number; json?: string }) => {
      const { benchCodec } = await import("@hubbub/load");
      await untilInterrupted(async (signal) => {
        if (!(await benchCodec({ rounds, json, signal }))) process.exitCode = 1;
      });
    });
}

interface WriteFlags {
  connections: number;
  ms: number;
  part?: "writer" | "reader";
}

function writeCommand(): Command {
  return new Command("write")
    .description("what a small write to one of many connections costs on this machine")
    .addOption(
      new Option("--connections <n>", "connections that are written to in turn")
        .default(2000)
        .argParser((text) => whole(text, 60_000)),
    )
    .addOption(
      new Option("--ms <n>", "how long to measure, in milliseconds")
        .default(2000)
        .argParser((text) => whole(text, 600_000)),
    )
    .addOption(new Option("--part <part>").choices(["writer", "reader"]).hideHelp())
    .action(async ({ connections, ms: measureMs, part }: WriteFlags) => {
      const { benchWrite, runBareWritePart } = await import("@hubbub/load");
      if (part !== undefined) return runBareWritePart(part);
      const command = [...ownCommand(), "bench", "write", "--part"];
      return untilInterrupted((signal) => benchWrite({ part: command, connections, measureMs, signal }));
    });
}

/** A bench that is ended early has no result. */
async function untilInterrupted(bench: (signal: AbortSignal) => Promise<void>): Promise<void> {
  await untilStopped(async (signal) => {
    try {
      await bench(signal);
    } catch (error) {
      if (!signal.aborted) throw error;
      console.error("Interrupted: nothing was kept.");
    }
  });
}

function whole(text: string, most: number): number {
  const value = Number(text);
  if (/^\d+$/.test(text) && value >= 1 && value <= most) return value;
  throw new InvalidArgumentError(`It must be a whole number from 1 to ${most}.`);
}
