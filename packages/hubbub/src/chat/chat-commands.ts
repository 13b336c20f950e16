import type { Chat } from "./chat.ts";
import { MESSAGE_COMMANDS } from "./message-commands.ts";
import { plainText } from "./plain-text.ts";

/** Events that /history shows at a time, if nothing is said. */
const EARLIER = 20;

export interface ChatCommand {
  /** For /help; empty if another's tells of it. */
  usage: string;
  run(chat: Chat, rest: string): Promise<void>;
}

/** What can be said after a slash. /quit is the chat's own. */
export const CHAT_COMMANDS: Record<string, ChatCommand> = {
  join: {
    usage: "/join NAME     go to a channel; it is created if there is none",
    run: async (chat, name) => (name === "" ? chat.print("! Which channel? /join NAME") : chat.enter(name)),
  },
  leave: {
    usage: "/leave         end your membership in this channel",
    run: (chat) => chat.leave(),
  },
  channels: {
    usage: "/channels      all public channels; * marks those that you are a member of",
    async run(chat) {
      for (const { name, member } of await chat.client.channels.list()) {
        chat.print(`${member ? "*" : " "} #${plainText(name)}`);
      }
    },
  },
  members: {
    usage: "/members       who is a member of this channel",
    async run(chat) {
      const members = (await chat.channel?.members.list()) ?? [];
      chat.print(`* Members: ${members.map(({ name }) => plainText(name)).join(", ")}`);
    },
  },
  who: {
    usage: "/who           who of them is online",
    async run(chat) {
      const { channel } = chat;
      const online = (await channel?.watchPresence()) ?? new Set<number>();
      const names = await Promise.all(Array.from(online, (user) => chat.nameOf(user)));
      await channel?.unwatchPresence();
      chat.print(`* Online: ${names.map(plainText).toSorted().join(", ")}`);
    },
  },
  topic: {
    usage: "/topic TEXT    what this channel is about now",
    run: async (chat, topic) => chat.channel?.update({ topic }),
  },
  direct: {
    usage: "/direct NAME…  go to your direct channel with these people",
    async run(chat, rest) {
      const names = rest.split(/[\s,]+/).filter((name) => name !== "");
      const found = await Promise.all(names.map((prefix) => chat.client.findUsers({ prefix })));
      const users = found.map((some, at) => some.find(({ name }) => name === names[at]));
      const missing = names.find((_, at) => users[at] === undefined);
      if (names.length === 0) chat.print("! With whom? /direct NAME");
      else if (missing !== undefined) chat.print(`! There is nobody called ${plainText(missing)}.`);
      else
        await chat.show(
          await chat.client.channels.openDirect(users.map((user) => user?.id ?? 0)),
          names.join(", "),
        );
    },
  },
  ...MESSAGE_COMMANDS,
  history: {
    usage: "/history [N]   N events from before those shown, 1 to 500",
    async run(chat, rest) {
      const count = rest === "" ? EARLIER : Number(rest);
      if (!Number.isInteger(count) || count < 1 || count > 500) chat.print("! How many? 1 to 500");
      else await chat.earlier(count);
    },
  },
  help: {
    usage: "/help          this",
    async run(chat) {
      for (const { usage } of Object.values(CHAT_COMMANDS)) if (usage !== "") chat.print(`  ${usage}`);
      chat.print("  /quit          end; Ctrl-C and Ctrl-D do too");
      chat.print("  Everything else is sent; begin with // to send a line that begins with /.");
    },
  },
};
