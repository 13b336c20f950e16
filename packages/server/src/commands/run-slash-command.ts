import { encodeServerFrame, type RunSlashCommand } from "@hubbub/protocol";

import type { Member } from "../core/online-users.ts";
import { SignalFrame } from "../core/shared-frame.ts";
import { Refusal } from "../errors.ts";
import type { Answer, Caller } from "../gateway/dispatch.ts";
import type { GatewayContext } from "../gateway/gateway-context.ts";
import { checkMay } from "./checks.ts";
import { checkMaySend, checkRate, checkText } from "./send.ts";
import { inTurn } from "./slow-mode.ts";

/** How long the other side may take, in ms: Slack's programs are made for three seconds. */
const ANSWER_MS = 4_000;

/** What the worker was answered by the command's URL. */
interface SlashAnswer {
  /** Empty: nothing to say. */
  text: string;
  /** For all in the channel, or for who asked alone. */
  inChannel: boolean;
}

/** Hands what stands after the slash to the command's URL, by the worker, and shows what it answers. */
export async function runSlashCommand(
  gateway: GatewayContext,
  caller: Caller,
  command: RunSlashCommand,
): Promise<Answer> {
  const { user } = caller;
  const { channel, text } = command;
  const member = checkMay(user, channel, "send");
  checkMaySend(user, member);
  checkText(text, "runSlashCommand.text");
  checkRate(gateway, user);
  return inTurn(gateway, user, member, { act: () => run(gateway, caller, member, command) });
}

async function run(
  gateway: GatewayContext,
  caller: Caller,
  member: Member,
  { channel, thread, text }: RunSlashCommand,
): Promise<Answer> {
  const { user } = caller;
  const [, name = "", rest = ""] = /^(\S*)\s*([\s\S]*)$/.exec(text) ?? [];
  const command = await gateway.store.read("slashCommand", { name: name.toLowerCase() });
  if (!command) {
    throw new Refusal("not_found", `There is no command /${name.slice(0, 32)}.`, {
      field: "runSlashCommand.text",
    });
  }
  const asked = {
    url: command.url,
    secret: command.secret,
    command: command.name,
    text: rest,
    channel: { id: channel, name: member.channel.name },
    user: { id: user.id, name: user.name },
  };
  const answer = (await gateway.worker.ask("/slash-command", asked, ANSWER_MS)) as SlashAnswer;
  if (answer.text !== "") await show(gateway, caller, { channel, thread, name: command.name }, answer);
  return { case: "done", value: {} };
}

interface Place {
  channel: number;
  thread: number;
  /** Of the command. */
  name: string;
}

async function show(
  gateway: GatewayContext,
  { session, user }: Caller,
  { channel, thread, name }: Place,
  { text, inChannel }: SlashAnswer,
): Promise<void> {
  const alias = { name: `/${name}`, emoji: "" };
  if (inChannel) {
    checkText(text, "runSlashCommand.text");
    await gateway.posts.post({ channel, user: user.id, thread, text, alias, clientId: Bun.randomUUIDv7() });
    return;
  }
  const body = { case: "ephemeral" as const, value: { channel, thread, text, alias } };
  session?.deliver(new SignalFrame(encodeServerFrame({ signals: [{ body }] })));
}
