import { afterAll, beforeAll, expect, test } from "bun:test";
import { readdirSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { Accounts } from "@hubbub/client";
import { type Stack, startStack, temporaryFolder } from "@hubbub/devkit";
import { createLog, gatewayDefaults, startGateway } from "@hubbub/server";
import { Secret, TOTP } from "otpauth";

import { pipeChat, TerminalChat } from "./chat-process.ts";

let stack: Stack;

beforeAll(async () => {
  stack = await startStack();
});
afterAll(() => stack.close());

/** Lines without the time of day. */
const timeless = (lines: string[]) => lines.map((line) => line.replace(/^\[\d\d:\d\d\] /, "[] "));

test("[O9.1] a script signs up with the setup code, creates the channel, and sees what it said", async () => {
  using home = temporaryFolder();
  const { url } = stack;
  const flags = ["--name", "ann", "--setup-code", stack.auth.setupCode ?? "", "--channel", "first"];
  const chat = await pipeChat({ url, configHome: home.path, flags, password: "correct horse" }, "hello\n");
  expect([chat.errors, chat.code]).toEqual(["", 0]);
  expect(timeless(chat.lines)).toEqual([
    "* You are an administrator of this server.",
    "* There is no #first yet: creating it.",
    "* You are in #first. /help tells what there is.",
    "[] * ann created #first",
    "[] * ann joined",
    "[] ann: hello",
  ]);
});

test("[O9.2] a second start uses the kept session, and shows the history of the channel on entry", async () => {
  using home = temporaryFolder();
  const options = { url: stack.url, configHome: home.path };
  const flags = ["--name", "bea", "--sign-up", "--channel", "second"];
  await pipeChat({ ...options, flags, password: "correct horse" }, "one\ntwo\n");
  // Neither name nor password: there is one session for this server.
  const again = await pipeChat({ ...options, flags: ["--channel", "second"] }, "three\n");
  expect([again.errors, again.code]).toEqual(["", 0]);
  expect(timeless(again.lines).slice(-3)).toEqual(["[] bea: one", "[] bea: two", "[] bea: three"]);
});

test("[O9.3] the session is kept by server and name, in a file that only its owner can read", async () => {
  using home = temporaryFolder();
  const flags = ["--name", "cléo/../x", "--sign-up"];
  await pipeChat({ url: stack.url, configHome: home.path, flags, password: "correct horse" }, "");
  const folder = join(home.path, "hubbub", "sessions", encodeURIComponent(new URL(stack.url).host));
  expect(readdirSync(folder)).toContain("cléo%2F%2E%2E%2Fx.json");
  expect(statSync(join(folder, "cléo%2F%2E%2E%2Fx.json")).mode & 0o777).toBe(0o600);
  expect(statSync(folder).mode & 0o777).toBe(0o700);
});

test("[O9.4] commands join, leave, list and look back; an unknown one is told; // sends a slash", async () => {
  using home = temporaryFolder();
  const flags = ["--name", "dan", "--sign-up", "--channel", "fourth"];
  const input =
    "/nope\n//slash\n/members\n/who\n/join fifth\n/channels\n/leave\nnobody hears\n/history 0\n/help\n/quit\nnever\n";
  const chat = await pipeChat(
    { url: stack.url, configHome: home.path, flags, password: "correct horse" },
    input,
  );
  const lines = timeless(chat.lines);
  for (const line of [
    "! There is no /nope. /help tells what there is.",
    "[] dan: /slash",
    "* Members: dan",
    "* Online: dan",
    "* There is no #fifth yet: creating it.",
    "* #fifth",
    "* You left #fifth.",
    "! You are in no channel: /join NAME.",
    "! How many? 1 to 500",
    "  /quit          end; Ctrl-C and Ctrl-D do too",
  ]) {
    expect(lines).toContain(line);
  }
  expect(lines.some((line) => line.includes("never"))).toBe(false);
});

test("[O9.21] messages are edited, deleted, answered, reacted to and listed by their numbers", async () => {
  using home = temporaryFolder();
  const flags = ["--name", "mel", "--sign-up", "--channel", "numbers"];
  const input =
    "first\nsecond\n/edit 3 first, better\n/react 3 👍\n/reply 3 an answer\n/delete 4\n/edit 4 x\n/pin\n/list\n/thread 3\n" +
    "/topic of numbers\n/direct nobody\n";
  const chat = await pipeChat(
    { url: stack.url, configHome: home.path, flags, password: "correct horse" },
    input,
  );
  const lines = timeless(chat.lines);
  for (const line of [
    "[] mel edited #3: first, better",
    "[] * mel reacted to #3 with 👍",
    "[] mel answers #3: an answer",
    "[] * mel deleted #4",
    "! Which message? /list shows their numbers.",
    "  #3 mel: first, better  [edited, 👍 1, 1 answers]",
    "  #4 mel: (deleted)",
    "  #7 mel: an answer",
    "[] * mel changed the channel: #numbers, of numbers",
    "! There is nobody called nobody.",
  ]) {
    expect(lines).toContain(line);
  }
});

test("[O9.5] /history shows what lies before, down to where the channel begins", async () => {
  using home = temporaryFolder();
  const options = { url: stack.url, configHome: home.path };
  const said = Array.from({ length: 30 }, (_, at) => `m${at}`);
  const flags = ["--name", "eve", "--sign-up", "--channel", "long"];
  await pipeChat({ ...options, flags, password: "correct horse" }, `${said.join("\n")}\n`);
  const { lines } = await pipeChat(
    { ...options, flags: ["--channel", "long"] },
    "/history 5\n/history 500\n/history\n",
  );
  const texts = timeless(lines);
  expect(texts.slice(1, 21)).toEqual(said.slice(10).map((text) => `[] eve: ${text}`));
  expect(texts.slice(21, 27)).toEqual([
    ...said.slice(5, 10).map((text) => `[] eve: ${text}`),
    "* /history shows more.",
  ]);
  expect(texts.slice(-2)).toEqual(["* That is where the channel begins.", "* That is all there is."]);
});

test("[O9.6] control characters of others don't reach the terminal", async () => {
  using home = temporaryFolder();
  const options = {
    url: stack.url,
    configHome: home.path,
    flags: ["--name", "fay", "--sign-up", "--channel", "evil"],
  };
  const evil = "a\u001b]0;title\u0007b\u001b[2Jc\u009b31md\u202ee\u0000f";
  const { lines } = await pipeChat({ ...options, password: "correct horse" }, `${evil}\n`);
  expect(timeless(lines).at(-1)).toBe("[] fay: a␛]0;title␇b␛[2Jc<009B>31md<202E>e␀f");
});

test("[O9.7] a wrong password, a missing one, and a server that isn't there end with a sentence and code 1", async () => {
  using home = temporaryFolder();
  const options = { url: stack.url, configHome: home.path, flags: ["--name", "nobody"] };
  const wrong = await pipeChat({ ...options, password: "not this one" }, "");
  expect([wrong.errors, wrong.code]).toEqual(["The name or the password is wrong.\n", 1]);
  const missing = await pipeChat(options, "");
  expect([missing.errors, missing.code]).toEqual([
    '"Password:" can\'t be asked, because this is no terminal. Give --name, and the password in HUBBUB_PASSWORD.\n',
    1,
  ]);
  const gone = await pipeChat({ ...options, url: "http://127.0.0.1:1", password: "correct horse" }, "");
  expect([gone.errors.includes("can't be reached"), gone.code]).toEqual([true, 1]);
});

test("[O9.8] a damaged session file means logging in again", async () => {
  using home = temporaryFolder();
  const options = { url: stack.url, configHome: home.path, password: "correct horse" };
  await pipeChat({ ...options, flags: ["--name", "gus", "--sign-up"] }, "");
  const folder = join(home.path, "hubbub", "sessions", encodeURIComponent(new URL(stack.url).host));
  writeFileSync(join(folder, "gus.json"), "{");
  const again = await pipeChat({ ...options, flags: ["--name", "gus"] }, "");
  expect([again.errors, again.code]).toEqual(["", 0]);
});

test("[O9.9] in a terminal a new name can sign up; the password is never shown", async () => {
  using home = temporaryFolder();
  using chat = new TerminalChat({ url: stack.url, configHome: home.path, flags: ["--channel", "tty"] });
  await chat.until("Name: ");
  chat.type("hal\r");
  await chat.until("Password: ");
  chat.type("correct horse\r");
  await chat.until("[y/N] ");
  chat.type("y\r");
  await chat.until("Password again: ");
  chat.type("correct horse\r");
  await chat.until("#tty > ");
  chat.type("hello\r");
  await chat.until("hal: hello");
  // Up brings back what was said, nothing of what was asked before.
  chat.type("\u001b[A\u001b[A\u001b[A\u001b[B\r");
  await chat.until("hal: hello");
  chat.type("\u0004");
  expect(await chat.ended).toBe(0);
  expect(chat.output).not.toContain("correct");
});

/** A user who is known already, in a terminal. */
async function terminal(configHome: string, name: string, channel: string): Promise<TerminalChat> {
  const options = { url: stack.url, configHome };
  await pipeChat({ ...options, flags: ["--name", name, "--sign-up"], password: "correct horse" }, "");
  const chat = new TerminalChat({ ...options, flags: ["--name", name, "--channel", channel] });
  await chat.until(`#${channel} > `);
  return chat;
}

test("[O9.10] a paste of many lines is one message, and a command in it is no command", async () => {
  using home = temporaryFolder();
  using chat = await terminal(home.path, "ian", "paste");
  chat.type("\u001b[200~one\n/quit\u001b[2J\nthree\n\u001b[20");
  chat.type("1~\r");
  await chat.until("three\r\n");
  chat.type("\u0003");
  expect(await chat.ended).toBe(0);
  const { lines } = await pipeChat(
    { url: stack.url, configHome: home.path, flags: ["--channel", "paste"] },
    "",
  );
  expect(timeless(lines).slice(-3)).toEqual(["[] ian: one", "        /quit[2J", "        three"]);
});

test("[O9.11] what comes is printed above the line that is being typed, which stays", async () => {
  using home = temporaryFolder();
  using other = temporaryFolder();
  using chat = await terminal(home.path, "jan", "typing");
  chat.type("half a line");
  await chat.until("half a line");
  const flags = ["--name", "kim", "--sign-up", "--channel", "typing"];
  await pipeChat({ url: stack.url, configHome: other.path, flags, password: "correct horse" }, "hi\n");
  const passed = await chat.until("kim: hi\r\n");
  expect(passed).toContain("#typing > half a line");
  await chat.until("#typing > half a line");
  chat.type(" more\r");
  await chat.until("jan: half a line more");
});

test("[O9.12] a lost connection is told, and so is its return; what was typed meanwhile is sent then", async () => {
  const own = await startStack();
  using home = temporaryFolder();
  const options = { url: own.url, configHome: home.path };
  await pipeChat({ ...options, flags: ["--name", "lea", "--sign-up"], password: "correct horse" }, "");
  using chat = new TerminalChat({ ...options, flags: ["--channel", "general"] });
  await chat.until("#general > ");
  await own.gateway.close();
  await chat.until("! Offline: ");
  chat.type("later\r");
  await chat.until("! Offline: your message waits");
  const gateway = await startGateway(
    { ...gatewayDefaults, port: Number(new URL(own.url).port), data: own.data, authUrl: own.auth.url },
    createLog("error"),
  );
  await chat.until("! Online again.");
  await chat.until("lea: later");
  chat.type("/quit\r");
  expect(await chat.ended).toBe(0);
  await gateway.close();
  await own.close();
});

/** An account with an authenticator app, and its recovery codes. */
async function withApp(name: string) {
  const accounts = new Accounts(stack.url);
  const own = accounts.own((await accounts.signup({ name, password: "correct horse" })).accessToken);
  const { secret } = await own.enrolTotp({ password: "correct horse" });
  return own.confirmTotp(new TOTP({ secret: Secret.fromBase32(secret) }).generate());
}

test("[O9.18] who has an authenticator app is asked for its code until it is right; a script gives it along", async () => {
  using home = temporaryFolder();
  const recovery = await withApp("tfa");
  const options = { url: stack.url, configHome: home.path, password: "correct horse" };
  const chat = new TerminalChat({ ...options, flags: ["--name", "tfa", "--channel", "tfa"] });
  await chat.until("recovery code: ");
  chat.type("000000\r");
  await chat.until("The code is wrong");
  await chat.until("recovery code: ");
  chat.type(`${recovery[0]}\r`);
  await chat.until("You are in #tfa");
  chat.type("/quit\r");
  expect(await chat.ended).toBe(0);
  using fresh = temporaryFolder();
  const scripted = { ...options, configHome: fresh.path };
  const flags = ["--name", "tfa", "--channel", "tfa"];
  const without = await pipeChat({ ...scripted, flags }, "");
  expect([without.code, without.errors]).toEqual([1, expect.stringContaining("can't be asked")]);
  const given = await pipeChat({ ...scripted, flags: [...flags, "--code", recovery[1] ?? ""] }, "");
  expect([given.code, given.errors]).toEqual([0, ""]);
  const wrong = { ...scripted, configHome: `${fresh.path}/other` };
  const refused = await pipeChat({ ...wrong, flags: [...flags, "--code", recovery[1] ?? ""] }, "");
  expect([refused.code, refused.errors]).toEqual([1, expect.stringContaining("The code is wrong")]);
});

test("[O9.19] single sign-on where there is none ends with a sentence", async () => {
  using home = temporaryFolder();
  const chat = await pipeChat({ url: stack.url, configHome: home.path, flags: ["--sso"] }, "");
  expect([chat.code, chat.errors]).toEqual([1, "This server has no single sign-on.\n"]);
});
