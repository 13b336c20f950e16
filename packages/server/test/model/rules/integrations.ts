import { type Init, type Webhook, WebhookKind } from "@hubbub/protocol";

import { mayDo, readable } from "../access.ts";
import { add } from "../learned.ts";
import { Refused, refuseIf } from "../refused.ts";
import { SOME_TIME } from "../said.ts";
import { DONE, given, type Rules } from "./rule.ts";
import { checkMaySend, checkTurn } from "./sending.ts";

const checkUrl = (url: string): void => refuseIf(!/^https?:\/\/./.test(url), "invalid");

const withoutSecret = (webhook: Webhook): Init<Webhook> => ({ ...webhook, secret: "" });

export const INTEGRATIONS: Rules<
  | "createWebhook"
  | "listWebhooks"
  | "deleteWebhook"
  | "createSlashCommand"
  | "listSlashCommands"
  | "deleteSlashCommand"
  | "runSlashCommand"
  | "startTyping"
  | "listEmoji"
  | "listFiles"
  | "getFileLinks"
> = {
  createWebhook: {
    scope: "channels:write",
    do(world, by, { channel, kind, name, url, triggerWords, allEvents, slackFormat }, answered) {
      refuseIf(kind !== WebhookKind.INCOMING && kind !== WebhookKind.OUTGOING, "invalid");
      const isOutgoing = kind === WebhookKind.OUTGOING;
      if (channel === 0 && isOutgoing) refuseIf(!by.admin, "forbidden");
      else mayDo(world, by, channel, "webhooks");
      refuseIf(name === "", "invalid");
      if (isOutgoing) checkUrl(url);
      const { id = world.webhooks.length + 1, secret = "" } = given(answered, "webhook") ?? {};
      const options = { triggerWords, allEvents, slackFormat };
      const address = isOutgoing ? url : "";
      const made = { id, channel, kind, name, url: address, ...options, secret, user: by.id };
      const webhook = { ...made, createdAt: SOME_TIME, disabled: false };
      add(world.webhooks, webhook);
      return { case: "webhook", value: webhook };
    },
  },
  listWebhooks: {
    scope: "channels:read",
    reads: true,
    do(world, by, { channel }) {
      if (channel === 0) refuseIf(!by.admin, "forbidden");
      else mayDo(world, by, channel, "webhooks");
      const webhooks = world.webhooks.filter((webhook) => webhook.channel === channel);
      return { case: "webhooks", value: { webhooks: webhooks.map(withoutSecret) } };
    },
  },
  deleteWebhook: {
    scope: "channels:write",
    do(world, by, { id }) {
      const webhook = world.webhooks.find((each) => each.id === id);
      if (!webhook) throw new Refused("not_found");
      const { channel } = webhook;
      const isSeen = channel === 0 ? by.admin : world.channels.get(channel)?.members.has(by.id);
      refuseIf(!isSeen, "not_found");
      if (channel !== 0) mayDo(world, by, channel, "webhooks");
      world.webhooks = world.webhooks.filter((each) => each !== webhook);
      return DONE;
    },
  },
  createSlashCommand: {
    scope: "people",
    do(world, by, { name, url, description, hint }, answered) {
      refuseIf(!by.admin, "forbidden");
      refuseIf(!/^[a-z0-9_-]{1,32}$/.test(name), "invalid");
      checkUrl(url);
      refuseIf(
        world.slashCommands.some((command) => command.name === name),
        "name_taken",
      );
      const secret = given(answered, "slashCommands")?.commands[0]?.secret ?? "";
      const command = { name, url, description, hint, secret };
      world.slashCommands = [...world.slashCommands, command].toSorted((a, b) => (a.name < b.name ? -1 : 1));
      return { case: "slashCommands", value: { commands: [command] } };
    },
  },
  listSlashCommands: {
    scope: "channels:read",
    reads: true,
    do(world, by) {
      const commands = world.slashCommands
        .toSorted((a, b) => (a.name < b.name ? -1 : 1))
        .map(({ name, url, description, hint }) => ({ name, url: by.admin ? url : "", description, hint }));
      return { case: "slashCommands", value: { commands } };
    },
  },
  deleteSlashCommand: {
    scope: "people",
    do(world, by, { name }) {
      refuseIf(!by.admin, "forbidden");
      const rest = world.slashCommands.filter((command) => command.name !== name);
      refuseIf(rest.length === world.slashCommands.length, "not_found");
      world.slashCommands = rest;
      return DONE;
    },
  },
  runSlashCommand: {
    scope: "messages:write",
    reads: true,
    do(world, by, { channel, text }) {
      const { room, mine } = mayDo(world, by, channel, "send");
      checkMaySend(room, by, mine);
      refuseIf(text === "", "invalid");
      checkTurn(world, room, by);
      const [name] = text.split(" ");
      refuseIf(!world.slashCommands.some((command) => command.name === name), "not_found");
      // There is no worker here, which would ask the command's URL.
      throw new Refused("unavailable");
    },
  },
  startTyping: {
    scope: "messages:write",
    reads: true,
    do(world, by, { channel }) {
      mayDo(world, by, channel, "send");
      return DONE;
    },
  },
  listEmoji: { scope: "messages:read", reads: true, do: () => ({ case: "emoji", value: {} }) },
  listFiles: {
    scope: "messages:read",
    reads: true,
    do(world, by, { channel }) {
      readable(world, by, channel);
      return { case: "files", value: {} };
    },
  },
  getFileLinks: {
    scope: "messages:read",
    reads: true,
    do(_world, _by, { ids }) {
      refuseIf(ids.length === 0, "invalid");
      return { case: "fileLinks", value: {} };
    },
  },
};
