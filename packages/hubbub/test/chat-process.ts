import { fileURLToPath } from "node:url";

const main = fileURLToPath(new URL("./chat.process.ts", import.meta.url));

export interface ChatOptions {
  url: string;
  configHome: string;
  flags?: string[];
  password?: string;
}

function commandLine({ url, configHome, flags = [] }: ChatOptions): string[] {
  return [process.execPath, main, "chat", "--url", url, "--config-home", configHome, ...flags];
}

function environment(password: string | undefined) {
  const { HUBBUB_PASSWORD: _, HUBBUB_NAME: __, ...env } = process.env;
  return { ...env, ...(password === undefined ? {} : { HUBBUB_PASSWORD: password }) };
}

/** Runs the chat on lines of input; gives what it printed. */
export async function pipeChat(options: ChatOptions, input: string) {
  const child = Bun.spawn(commandLine(options), {
    env: environment(options.password),
    stdin: new Blob([input]),
    stdout: "pipe",
    stderr: "pipe",
  });
  const [out, errors] = await Promise.all([
    new Response(child.stdout).text(),
    new Response(child.stderr).text(),
  ]);
  return { lines: out.split("\n").slice(0, -1), errors, code: await child.exited };
}

/** Runs the chat in a terminal. */
export class TerminalChat {
  readonly #child: Bun.Subprocess;
  #out = "";
  #wake: () => void = () => {};

  constructor(options: ChatOptions) {
    const decoder = new TextDecoder();
    this.#child = Bun.spawn(commandLine(options), {
      env: { ...environment(options.password), TERM: "xterm-256color" },
      terminal: {
        cols: 60,
        rows: 24,
        data: (_terminal, data) => {
          this.#out += decoder.decode(data, { stream: true });
          this.#wake();
        },
      },
    });
  }

  /** All that the terminal was sent. */
  get output(): string {
    return this.#out;
  }

  get ended(): Promise<number> {
    return this.#child.exited;
  }

  type(keys: string): void {
    this.#child.terminal?.write(keys);
  }

  /** Resolves when the text has come after what the last wait saw; gives what came up to there. */
  async until(text: string): Promise<string> {
    for (;;) {
      const at = this.#out.indexOf(text, this.#seen);
      if (at >= 0) {
        const passed = this.#out.slice(this.#seen, at + text.length);
        this.#seen = at + text.length;
        return passed;
      }
      await new Promise<void>((resolve) => (this.#wake = resolve));
    }
  }

  [Symbol.dispose](): void {
    this.#child.kill();
  }

  #seen = 0;
}
