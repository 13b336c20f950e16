import { Command } from "commander";

const NAMING = `A and B each name a result.json, the folder that has it, a folder of such folders (repeats of one run), or
several of these between commas: compare before after, compare A1,A2,A3 B1,B2,B3. With repeats on both sides the
verdicts rest on how much runs differ; of a single run, only on how much its seconds do.`;

/** `hubbub load compare A B`: the change of every figure, and whether it is beyond the noise. */
export function loadCompareCommand(): Command {
  return new Command("compare")
    .description("two results, or repeats of them, side by side")
    .argument("<A>", "results to compare with")
    .argument("<B>", "results that are compared")
    .option("--out <dir>", "write compare.html, compare.md and compare.svg into this folder")
    .addHelpText("after", `\n${NAMING}`)
    .action(async (a: string, b: string, { out }: { out?: string }) => {
      const { compare, OutputRefused, ResultRefused } = await import("@hubbub/load");
      const { columns = 100, isTTY } = process.stdout;
      try {
        const color = isTTY === true && !process.env["NO_COLOR"];
        process.stdout.write(await compare({ a, b, out, columns, color }));
      } catch (error) {
        if (!(error instanceof ResultRefused || error instanceof OutputRefused)) throw error;
        console.error(error.message);
        process.exitCode = 3;
      }
    });
}
