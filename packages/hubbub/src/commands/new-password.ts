import { createInterface } from "node:readline/promises";
import { Writable } from "node:stream";
import { text as readAll } from "node:stream/consumers";

/** There is no way to ask for the password, or it was typed differently the second time. */
export class PasswordMissing extends Error {
  override name = "PasswordMissing";
}

/** From standard input up to its last line break, or asked for twice on the terminal, without echo. */
export async function newPassword(flags: { passwordStdin?: boolean }): Promise<string> {
  if (flags.passwordStdin) return (await readAll(process.stdin)).replace(/\r?\n$/, "");
  if (!process.stdin.isTTY) {
    throw new PasswordMissing("There is no terminal to ask for the password: use --password-stdin.");
  }
  const first = await ask("Password: ");
  if (first !== (await ask("The same again: "))) throw new PasswordMissing("The two passwords differ.");
  return first;
}

/** One line from the terminal. Readline edits and echoes it, but the echo goes nowhere. */
async function ask(question: string): Promise<string> {
  const output = new Writable({ write: (_chunk, _encoding, done) => done() });
  const terminal = createInterface({ input: process.stdin, output, terminal: true });
  // Readline takes Ctrl-C and Ctrl-D away from the terminal: both mean no.
  const refused = new Promise<never>((_, reject) => {
    terminal.on("close", () => reject(new PasswordMissing("No password was given.")));
  });
  process.stderr.write(question);
  try {
    return await Promise.race([terminal.question(""), refused]);
  } finally {
    terminal.close();
    process.stderr.write("\n");
  }
}
