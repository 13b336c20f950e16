import { homedir } from "node:os";
import { join } from "node:path";

import { ClientClosed, Hubbub, HubbubError, RequestTimeout, SessionEnded } from "@hubbub/client";
import { Command, InvalidArgumentError, Option } from "commander";

import { Chat } from "../chat/chat.ts";
import { PipeScreen } from "../chat/pipe-screen.ts";
import { plainText } from "../chat/plain-text.ts";
import { type Screen, ScreenClosed } from "../chat/screen.ts";
import { type SessionFile, sessionFolder } from "../chat/session-file.ts";
import { keptSession, signIn, type SignInOptions, SignInRefused } from "../chat/sign-in.ts";
import { TerminalScreen } from "../chat/terminal-screen.ts";

/** A person who has typed a command waits no longer than this to hear that there is no server, in milliseconds. */
const CONNECT_MS = 5_000;

interface ChatFlags {
  url: string;
  name?: string;
  password?: string;
  setupCode?: string;
  invitation?: string;
  code?: string;
  sso: boolean;
  signUp: boolean;
  channel: string;
  configHome: string;
}

/** `hubbub chat`: a chat in the terminal, or driven by a script where standard input is none. */
export function chatCommand(): Command {
  return new Command("chat")
    .description("chat in the terminal; signs up or logs in")
    .addOption(
      new Option("--url <url>", "address of the server")
        .env("HUBBUB_URL")
        .default("http://127.0.0.1:8080")
        .argParser(parseUrl),
    )
    .addOption(new Option("--name <name>", "your name there; asked for if it isn't given").env("HUBBUB_NAME"))
    .addOption(
      new Option("--password <password>", "flags can be seen by others: set the variable, or be asked").env(
        "HUBBUB_PASSWORD",
      ),
    )
    .addOption(new Option("--sign-up", "make a new account").default(false))
    .addOption(
      new Option(
        "--setup-code <code>",
        "one-time code of the server's first start: makes the administrator's account",
      ),
    )
    .addOption(new Option("--invitation <code>", "make a new account with an invitation's code"))
    .addOption(
      new Option(
        "--code <code>",
        "code of your authenticator app, or a recovery code; asked for if it is needed",
      ).env("HUBBUB_CODE"),
    )
    .addOption(new Option("--sso", "log in by the server's single sign-on, in a browser").default(false))
    .addOption(new Option("--channel <name>", "channel to begin in").env("HUBBUB_CHANNEL").default("general"))
    .addOption(
      new Option("--config-home <dir>", "folder for hubbub/sessions, where you stay logged in")
        .env("XDG_CONFIG_HOME")
        .default(join(homedir(), ".config"), "~/.config"),
    )
    .action(run);
}

async function run(flags: ChatFlags): Promise<void> {
  const screen = process.stdin.isTTY && process.stdout.isTTY ? new TerminalScreen() : new PipeScreen();
  const leave = () => screen.close();
  process.once("SIGTERM", leave);
  try {
    if (!(await chat(screen, flags))) process.exitCode = 1;
  } catch (error) {
    if (!isExpected(error)) throw error;
    if (error.message !== "") console.error(plainText(error.message));
    process.exitCode = 1;
  } finally {
    process.off("SIGTERM", leave);
    screen.close();
  }
}

/** Gives whether everything was sent, and the session good to the end. */
async function chat(screen: Screen, flags: ChatFlags): Promise<boolean> {
  const { url, name, password, setupCode, invitation, code, sso, signUp } = flags;
  const folder = sessionFolder(flags.configHome, url);
  const options: SignInOptions = { url, folder, name, password, setupCode, invitation, code, sso, signUp };
  const isNew = signUp || sso || setupCode !== undefined || invitation !== undefined;
  const kept = isNew ? undefined : await keptSession(options);
  const client = await connect(screen, options, kept);
  try {
    const sent = await new Chat(client, screen).run(flags.channel);
    return sent && client.status.state !== "closed";
  } finally {
    client.close();
  }
}

async function connect(
  screen: Screen,
  options: SignInOptions,
  kept: SessionFile | undefined,
): Promise<Hubbub> {
  const { url } = options;
  if (kept === undefined) return online(url, await signIn(screen, options));
  try {
    return await online(url, kept);
  } catch (error) {
    if (!(error instanceof SessionEnded)) throw error;
    screen.print("Your session has ended: log in again.");
    return online(url, await signIn(screen, options));
  }
}

async function online(url: string, session: SessionFile): Promise<Hubbub> {
  try {
    return await Hubbub.connect({ url, session, connectTimeoutMs: CONNECT_MS });
  } catch (error) {
    if (!(error instanceof RequestTimeout)) throw error;
    throw new SignInRefused(
      `No Hubbub server answers at ${url}. Is it running? "npx hubbub serve" starts one.`,
    );
  }
}

function isExpected(error: unknown): error is Error {
  if (error instanceof ClientClosed && error.cause !== undefined) return true;
  return error instanceof HubbubError || error instanceof SignInRefused || error instanceof ScreenClosed;
}

function parseUrl(text: string): string {
  const url = URL.parse(text);
  if (url === null || !["http:", "https:"].includes(url.protocol)) {
    throw new InvalidArgumentError("It must be like https://chat.example.org.");
  }
  return url.href.replace(/\/$/, "");
}
