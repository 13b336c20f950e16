import { type Command } from "commander";

/** Lets the command, and those below it, exit with 2 after an error of usage: 1 says something else of theirs. */
export function withUsageExitCode(command: Command): Command {
  command.exitOverride(({ exitCode }) => process.exit(exitCode === 0 ? 0 : 2));
  for (const each of command.commands) withUsageExitCode(each);
  return command;
}
