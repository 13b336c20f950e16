import {
  type Command,
  ERRORS,
  type Event,
  type Init,
  type Position,
  type Reply,
  type Send,
  type Subscribed,
} from "@hubbub/protocol";

import { pageFor } from "./scripted-changes.ts";
import type { ScriptedChannel } from "./scripted-log.ts";
import { statesOf, unreadOf } from "./scripted-messages.ts";
import type { Refusal, ScriptedServer, Socket } from "./scripted-server.ts";

type Body = Init<Reply>["body"];

/** Carries out a command as the wire asks for, and gives the reply's body. */
export function answer(server: ScriptedServer, socket: Socket, { body }: Command): Body {
  if (body.case === "authenticate") return authenticate(server, socket, body.value.token);
  const { user } = socket.data;
  if (user === undefined) return errorOf({ name: "unauthenticated" });
  switch (body.case) {
    case "joinChannel":
      return join(server, user, body.value.channel, body.value.name);
    case "createChannel": {
      const channel = server.channel(body.value.name);
      channel.append(user.id, { case: "created", value: { name: channel.name } });
      return join(server, user, channel.id, "");
    }
    case "listChannels": {
      const channels = [...server.channels.values()].map((channel) => server.info(channel, user.id));
      const rest = channels
        .filter(({ name }) => name > body.value.after)
        .toSorted((a, b) => (a.name < b.name ? -1 : 1));
      const page = rest.slice(0, Math.min(body.value.limit || 100, server.pageMost));
      return { case: "channels", value: { channels: page, more: page.length < rest.length } };
    }
    case "getUsers":
      return { case: "users", value: { users: usersOf(server, body.value.ids), more: false } };
    case "syncUser": {
      const size = Math.min(server.pageMost, 100);
      return { case: "userChanges", value: server.user(user.id).changes(body.value.after, size) };
    }
    case "subscribeMany":
      return subscribeMany(server, socket, user.id, body.value.positions);
    case "getUnread":
      return { case: "unread", value: unreadIn(server, user.id, body.value.channels) };
    default:
      return answerIn(server, socket, user, body);
  }
}

/** Tells what was missed, up to `missedMost` events of all channels together. */
function subscribeMany(
  server: ScriptedServer,
  socket: Socket,
  user: number,
  positions: readonly Position[],
): Body {
  const subscribed: Init<Subscribed>[] = [];
  const missed: Init<Event>[] = [];
  for (const { channel: id, epoch: known, after } of positions) {
    const channel = server.channels.get(id);
    if (channel === undefined || !channel.members.has(user)) continue;
    const { epoch, head } = channel;
    socket.data.subscribed.add(id);
    subscribed.push({ channel: id, epoch, head });
    const limit = server.missedMost - missed.length;
    if (known === epoch && limit > 0)
      missed.push(
        ...channel.events.filter(({ seq }) => seq > Math.max(after, channel.forgotten)).slice(0, limit),
      );
  }
  return { case: "subscriptions", value: { subscribed, missed } };
}

function answerIn(server: ScriptedServer, socket: Socket, user: { id: number }, body: Command["body"]): Body {
  const id = body.value !== undefined && "channel" in body.value ? body.value.channel : 0;
  const channel = server.channels.get(id);
  if (channel === undefined) return errorOf({ name: "not_found" });
  if (!channel.members.has(user.id)) return errorOf({ name: "not_member" });
  const { epoch, head } = channel;
  switch (body.case) {
    case "subscribe":
      socket.data.subscribed.add(id);
      return { case: "subscribed", value: { channel: id, epoch, head } };
    case "history":
      return { case: "events", value: channel.page(body.value, server.pageMost) };
    case "listMessages":
      return { case: "messages", value: pageFor(channel, body.value, server.pageMost) };
    case "getMessages": {
      const { seqs } = body.value;
      const messages = statesOf(channel.events).filter(({ seq }) => seqs.includes(seq));
      return { case: "messages", value: { channel: id, epoch, head, messages } };
    }
    case "markRead": {
      const { seq, back } = body.value;
      const before = server.user(user.id).read.get(id) ?? 0;
      if (back ? seq !== before : seq > before) server.mark(user.id, channel, seq);
      return { case: "done", value: {} };
    }
    case "editMessage":
    case "deleteMessage":
    case "addReaction":
    case "removeReaction":
    case "pinMessage":
    case "unpinMessage":
      return { case: "logged", value: { channel: id, seq: server.change(channel, user.id, body) } };
    case "leaveChannel":
      channel.members.delete(user.id);
      server.own(user.id, `channel ${id}`, { case: "channelGone", value: { channel: id } });
      server.publish(channel.append(user.id, { case: "left", value: {} }));
      return { case: "done", value: {} };
    case "listMembers": {
      const users = usersOf(server, [...channel.members]).filter((member) => member.id > body.value.after);
      const page = users.slice(0, server.pageMost);
      return { case: "users", value: { users: page, more: page.length < users.length } };
    }
    case "watchPresence":
      return { case: "presence", value: { channel: id, online: [...channel.online] } };
    case "send":
      return append(server, channel, user.id, body.value);
    case "startTyping":
      server.signal(socket, id, { case: "typing", value: { channel: id, user: user.id } });
      return { case: "done", value: {} };
    default:
      return { case: "done", value: {} };
  }
}

function authenticate(server: ScriptedServer, socket: Socket, token: string): Body {
  const refusal = server.checkToken(token);
  if (refusal !== undefined) return errorOf(refusal);
  const [id, name = ""] = token.split(":");
  const user = { id: Number(id), name };
  socket.data.user = user;
  server.names.set(user.id, name);
  const mine = [...server.channels.values()].filter(({ members }) => members.has(user.id));
  const channels = mine.map((channel) => server.info(channel, user.id));
  const now = Date.now();
  const { heartbeatMs } = server;
  return {
    case: "welcome",
    value: {
      user,
      now,
      heartbeatMs,
      tokenExpiresAt: now + server.tokenLifeMs,
      channels,
      userVersion: server.user(user.id).version,
    },
  };
}

function append(
  server: ScriptedServer,
  channel: ScriptedChannel,
  user: number,
  { clientId, ...said }: Send,
): Body {
  const { text, thread, inChannel } = said;
  const key = `${user} ${clientId}`;
  const known = channel.sends.get(key);
  const event = known ?? channel.append(user, { case: "message", value: { text, thread, inChannel } });
  channel.sends.set(key, event);
  if (known === undefined) server.publish(event);
  const { seq, at } = event;
  return { case: "sent", value: { channel: channel.id, seq, at, repeated: known !== undefined } };
}

function join(server: ScriptedServer, user: { id: number; name: string }, id: number, name: string): Body {
  const channel =
    id > 0 ? server.channels.get(id) : [...server.channels.values()].find((one) => one.name === name);
  if (channel === undefined) return errorOf({ name: "not_found" });
  server.join(channel, user);
  return { case: "channel", value: server.info(channel, user.id) };
}

function unreadIn(server: ScriptedServer, user: number, wanted: readonly number[]) {
  const mine = [...server.channels.values()].filter(({ members }) => members.has(user));
  const channels = mine
    .filter(({ id }) => wanted.length === 0 || wanted.includes(id))
    .map(({ id, head, events }) => {
      const read = server.user(user).read.get(id) ?? 0;
      return Object.assign(unreadOf(events, user, read), { channel: id, head, read });
    });
  return { channels };
}

function usersOf(server: ScriptedServer, ids: number[]) {
  return ids.flatMap((id) => {
    const name = server.names.get(id);
    return name === undefined ? [] : [{ id, name }];
  });
}

/** A refusal as the wire says it. */
export function errorOf({ name, retryAfterMs = 0 }: Refusal): Body {
  const { code } = ERRORS[name];
  return {
    case: "error",
    value: { code, name, message: `refused: ${name}`, field: "", limit: 0, retryAfterMs },
  };
}
