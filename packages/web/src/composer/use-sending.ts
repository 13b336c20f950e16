import { type Hubbub, may, type OwnChannel } from "@hubbub/client";
import { useState } from "react";

import { useChat } from "../app/chat-context.ts";
import { slashCommands } from "./completion/commands.tsx";
import type { Writing } from "./writing.ts";

/** Members from which on a message to everybody is asked about. */
export const MANY = 20;

const COMMAND = /^\/([a-z0-9_-]{1,32})(?=\s|$)/;
const EVERYBODY = /(?:^|[^\p{L}\p{N}_\\])@(?:channel|here)(?![\p{L}\p{N}])/u;
const CODE = /```[\s\S]*?(?:```|$)|`[^`\n]*`/g;

/** What keeps a message from being sent, to be answered by the user. */
export type Question =
  { kind: "everybody" } | { kind: "unknown-command"; name: string } | { kind: "failed"; error: unknown };

export interface Sending {
  /** Sends it, or runs it as a slash command. */
  send: () => void;
  /** Sends it as it is, whatever was asked. */
  sendAnyway: () => void;
  question: Question | undefined;
  forget: () => void;
  /** A slash command is under way. */
  busy: boolean;
}

/** Sends what is written in a place: `inChannel` shows a reply in the channel, too. */
export function useSending(
  writing: Writing,
  channel: OwnChannel,
  thread: number,
  inChannel: boolean,
): Sending {
  const { client, state } = useChat();
  const [question, setQuestion] = useState<Question>();
  const [busy, setBusy] = useState(false);
  const sendAnyway = () => {
    setQuestion(undefined);
    writing.send({ inChannel });
  };
  const run = async (text: string, name: string) => {
    const commands = await slashCommands(client);
    if (!commands.some((command) => command.name === name))
      return setQuestion({ kind: "unknown-command", name });
    await state.channel(channel.id)?.run(text, { thread });
    writing.clear();
  };
  const guard = async (work: Promise<void>) => {
    setBusy(true);
    await work.catch((error: unknown) => setQuestion({ kind: "failed", error }));
    setBusy(false);
  };
  const askOrSend = async () => {
    if (await isLarge(client, channel)) setQuestion({ kind: "everybody" });
    else sendAnyway();
  };
  const send = () => {
    if (busy || writing.isEmpty) return;
    const { text } = writing.current;
    const name = COMMAND.exec(text)?.[1];
    if (name !== undefined) return void guard(run(text.trim(), name));
    const toAll = EVERYBODY.test(text.replace(CODE, "")) && may("mentionAll", channel, client.me);
    if (toAll) void guard(askOrSend());
    else sendAnyway();
  };
  return { send, sendAnyway, question, forget: () => setQuestion(undefined), busy };
}

async function isLarge(client: Hubbub, { id }: OwnChannel): Promise<boolean> {
  return (await client.findUsers({ channel: id, limit: MANY + 1 })).length > MANY;
}
