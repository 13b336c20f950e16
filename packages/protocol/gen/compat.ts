/**
 * Checks the .proto files: their style (`buf lint`), and that clients and servers made from the released ones
 * still understand them (`buf breaking` against proto/released.binpb). Ends with code 1 if not.
 *
 * `--accept` instead makes the present files the released ones. Do this when a version is released, and
 * otherwise only while nobody runs the old ones.
 */
import { join } from "node:path";

const PACKAGE = join(import.meta.dir, "..");
const BUF = join(PACKAGE, "..", "..", "node_modules", ".bin", "buf");

/** What `buf lint` says of the files of a folder with a buf.yaml; empty if all is well. */
export function lintFaults(folder: string): Promise<string> {
  return buf(folder, ["lint"]);
}

/** What `buf breaking` says of the files of a folder, compared with a released image; empty if all is well. */
export function breakingChanges(folder: string, released: string): Promise<string> {
  return buf(folder, ["breaking", "--against", released]);
}

/** The output of a buf command that fails, or nothing. */
async function buf(folder: string, args: string[]): Promise<string> {
  const process = Bun.spawn([BUF, ...args], { cwd: folder, stdout: "pipe", stderr: "pipe" });
  const [out, errors] = await Promise.all([
    new Response(process.stdout).text(),
    new Response(process.stderr).text(),
  ]);
  if ((await process.exited) === 0) return "";
  return (out + errors).trim() || `buf ${args[0]} failed without saying why.`;
}

async function main(accept: boolean): Promise<number> {
  const released = join(PACKAGE, "proto", "released.binpb");
  const faults = await lintFaults(PACKAGE);
  if (faults !== "") {
    console.error(`${faults}\n\nChange the .proto files in packages/protocol as buf says.`);
    return 1;
  }
  if (accept) {
    const failure = await buf(PACKAGE, ["build", "--exclude-source-info", "-o", released]);
    if (failure !== "") console.error(failure);
    return failure === "" ? 0 : 1;
  }
  const changes = await breakingChanges(PACKAGE, released);
  if (changes === "") return 0;
  console.error(
    `${changes}\n\nReleased clients and servers would not understand these .proto files any more. Keep the ` +
      "numbers, types and JSON names of fields; add new ones, and reserve the numbers and names of those that " +
      'go. If nobody runs the old ones, "bun packages/protocol/gen/compat.ts --accept" makes these the released ones.',
  );
  return 1;
}

if (import.meta.main) process.exit(await main(process.argv.includes("--accept")));
