import type { Message, MessageState } from "@hubbub/client";

import type { ChatCommand } from "./chat-commands.ts";
import type { Chat } from "./chat.ts";
import { textOf } from "./event-lines.ts";
import { plainText } from "./plain-text.ts";

/** Messages that /list shows, if nothing is said. */
const LISTED = 20;

/** What is done to messages, by the numbers that /list shows. */
export const MESSAGE_COMMANDS: Record<string, ChatCommand> = {
  list: {
    usage: "/list [N]      the newest N messages as they read now, with their numbers, 1 to 500",
    async run(chat, rest) {
      const limit = rest === "" ? LISTED : Number(rest);
      if (!Number.isInteger(limit) || limit < 1 || limit > 500) return chat.print("! How many? 1 to 500");
      const { messages } = (await chat.channel?.page({ limit })) ?? { messages: [] };
      for (const message of messages) chat.print(await line(chat, message));
    },
  },
  thread: {
    usage: "/thread N      the answers to message N",
    run: (chat, rest) =>
      withMessage(chat, rest, async ({ seq }) => {
        const { messages } = (await chat.channel?.page({ thread: seq })) ?? { messages: [] };
        for (const message of messages) chat.print(await line(chat, message));
      }),
  },
  reply: {
    usage: "/reply N TEXT  answer message N",
    run: (chat, rest) => withMessage(chat, rest, (message, text) => message.reply(text)),
  },
  edit: {
    usage: "/edit N TEXT   change your message N",
    run: (chat, rest) => withMessage(chat, rest, (message, text) => message.edit(text)),
  },
  delete: {
    usage: "/delete N      delete message N",
    run: (chat, rest) => withMessage(chat, rest, (message) => message.delete()),
  },
  react: {
    usage: "/react N EMOJI react to message N, or with /unreact take it back",
    run: (chat, rest) => withMessage(chat, rest, (message, emoji) => message.react(emoji)),
  },
  unreact: {
    usage: "",
    run: (chat, rest) => withMessage(chat, rest, (message, emoji) => message.unreact(emoji)),
  },
  pin: {
    usage: "/pin N         pin message N, or with /unpin not any more",
    run: (chat, rest) => withMessage(chat, rest, (message) => message.pin()),
  },
  unpin: {
    usage: "",
    run: (chat, rest) => withMessage(chat, rest, (message) => message.unpin()),
  },
  search: {
    usage: "/search WORDS  messages with these words, in all your channels",
    async run(chat, query) {
      if (query === "") return chat.print("! What for? /search WORDS");
      const { found } = await chat.client.search(query);
      for (const { message } of found) if (message !== undefined) chat.print(await line(chat, message));
      if (found.length === 0) chat.print("* Nothing was found.");
    },
  },
};

async function withMessage(
  chat: Chat,
  rest: string,
  act: (message: Message, text: string) => Promise<unknown>,
): Promise<void> {
  const [, number = "", text = ""] = /^#?(\d+)\s*([^]*)$/.exec(rest) ?? [];
  if (number === "") return chat.print("! Which message? /list shows their numbers.");
  if (chat.channel === undefined) return chat.print("! You are in no channel: /join NAME.");
  await act(chat.channel.message(Number(number)), text);
}

async function line(
  chat: Chat,
  { seq, user, message, editedAt, reactions, replies }: MessageState,
): Promise<string> {
  const name = (message?.alias?.name ?? "") || (await chat.nameOf(user));
  const text = message === undefined ? "" : textOf(message);
  const marks = [
    ...(editedAt > 0 ? ["edited"] : []),
    ...reactions.map(({ emoji, users }) => `${emoji} ${users.length}`),
    ...(replies === undefined || replies.count === 0 ? [] : [`${replies.count} answers`]),
  ];
  return plainText(
    `  #${seq} ${name}: ${text.replaceAll("\n", " ")}${marks.length > 0 ? `  [${marks.join(", ")}]` : ""}`,
  );
}
