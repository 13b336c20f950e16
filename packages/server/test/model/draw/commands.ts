import { ChannelKind, type Command, type Init, Role, WebhookKind, WordAction } from "@hubbub/protocol";

import type { ModelCommand } from "../rules/index.ts";
import { key, seqOf } from "../world.ts";
import type { Picks } from "./picks.ts";

type Value<N> = Extract<Init<Command>["body"], { case: N }>["value"];

interface Draw<N> {
  /** How often it comes among all. */
  weight: number;
  make(picks: Picks): Value<N>;
}

/** Far enough to be the same through all of a test. */
const LATER = Date.UTC(new Date().getUTCFullYear() + 1, 0, 1);
const NAMES = ["alpha", "beta", "gamma", "delta"];
const LIMITS = [0, 2, 500, 501];
const PUSH = { p256dh: "B".repeat(87), auth: "A".repeat(22) };

/** A client id of the user's own: new, or rarely one that was used. */
function clientId(picks: Picks): string {
  const { by, world } = picks;
  const used = [...world.sent.keys()].filter((id) => id.startsWith(`${by.id}/`));
  if (used.length > 0 && picks.once(10)) return picks.of(used).slice(key(by.id, "").length);
  return picks.once(40) ? "" : crypto.randomUUID();
}

function message<N>(weight: number, make: (channel: number, seq: number, picks: Picks) => Value<N>): Draw<N> {
  return {
    weight,
    make(picks) {
      const room = picks.room(({ messages }) => messages.size > 0);
      return make(room?.id ?? 999, picks.message(room), picks);
    },
  };
}

function channel<N>(weight: number, make: (channel: number, picks: Picks) => Value<N>): Draw<N> {
  return { weight, make: (picks) => make(picks.channel(), picks) };
}

/** A channel that the user rules, most often. */
function ruled<N>(weight: number, make: (channel: number, picks: Picks) => Value<N>): Draw<N> {
  return { weight, make: (picks) => make(picks.ruled()?.id ?? 999, picks) };
}

/** Somebody of a channel that the user rules. */
function member<N>(
  weight: number,
  make: (place: { channel: number; user: number }, picks: Picks) => Value<N>,
): Draw<N> {
  return {
    weight,
    make(picks) {
      const room = picks.ruled();
      return make({ channel: room?.id ?? 999, user: picks.member(room) }, picks);
    },
  };
}

const plain = <N>(weight: number, make: (picks: Picks) => Value<N>): Draw<N> => ({ weight, make });

/** A setting that is changed. */
function change(picks: Picks): Value<"updateChannel">["change"] {
  switch (picks.below(7)) {
    case 0:
      return { case: "topic", value: picks.text() };
    case 1:
      return { case: "name", value: picks.of([...NAMES, ""]) };
    case 2:
      return { case: "description", value: picks.text() };
    case 3:
      return { case: "archived", value: !picks.once(2) };
    case 4:
      return { case: "slowModeS", value: picks.of([3600, 0, 0, 30_000]) };
    case 5:
      return { case: "retentionDays", value: picks.of([365, 0, 40_000]) };
    default:
      return { case: "postRole", value: picks.of([Role.MODERATOR, 0, Role.MEMBER]) };
  }
}

export const DRAWS: { readonly [N in ModelCommand]: Draw<N> } = {
  send: plain(40, (picks) => {
    const room = picks.room();
    const thread = picks.once(3) ? picks.root(room) : 0;
    const place = { channel: room?.id ?? 999, thread, inChannel: picks.once(4) };
    return { ...place, clientId: clientId(picks), text: picks.text() };
  }),
  editMessage: plain(10, (picks) => {
    const own = (user: number) => user === picks.by.id;
    const room = picks.room(({ messages }) => [...messages.values()].some(({ user }) => own(user)));
    const seq = picks.message(room, picks.once(6) ? undefined : own);
    return { channel: room?.id ?? 999, seq, text: picks.text(), clientId: clientId(picks) };
  }),
  deleteMessage: message(5, (at, seq) => ({ channel: at, seq })),
  addReaction: message(8, (at, seq, picks) => {
    return { channel: at, seq, emoji: picks.of(["👍", "🎉", "🇨🇭", "👩‍🚀", ":none:", "x"]) };
  }),
  removeReaction: message(4, (at, seq, picks) => ({ channel: at, seq, emoji: picks.of(["👍", "🎉", "x"]) })),
  pinMessage: message(4, (at, seq) => ({ channel: at, seq })),
  unpinMessage: message(2, (at, seq) => ({ channel: at, seq })),
  listMessages: plain(4, (picks) => {
    const room = picks.room();
    const thread = picks.once(3) ? picks.root(room) : 0;
    const seq = picks.below((room ? seqOf(room) : 0) + 2);
    const side = picks.of(["before", "after", "around", "limit"] as const);
    const where = side === "limit" ? {} : { [side]: seq };
    const both = picks.once(20) ? { before: 1, after: 1 } : {};
    return { channel: room?.id ?? 999, thread, limit: picks.of([0, 1, 2, 3, 500, 501]), ...where, ...both };
  }),
  getMessages: message(2, (at, seq, picks) => ({
    channel: at,
    seqs: picks.once(10) ? [] : [seq, 1, seq + 1],
  })),
  listEdits: message(3, (at, seq) => ({ channel: at, seq })),
  listPins: channel(2, (at) => ({ channel: at })),
  listThreads: plain(3, (picks) => {
    const at = picks.once(3) ? 0 : picks.channel();
    return { channel: at, limit: picks.once(20) ? 101 : 100, unreadOnly: picks.once(3) };
  }),
  followThread: plain(4, (picks) => {
    const room = picks.room(({ messages }) => messages.size > 0);
    return { channel: room?.id ?? 999, seq: picks.root(room), stop: picks.once(2) };
  }),
  listMentions: plain(2, (picks) => ({ limit: picks.once(20) ? 101 : 100 })),
  setDraft: plain(4, (picks) => {
    const room = picks.room();
    const thread = picks.once(3) ? picks.root(room) : 0;
    return { channel: room?.id ?? 999, thread, text: picks.once(3) ? "" : picks.text() };
  }),
  scheduleMessage: plain(3, (picks) => {
    const room = picks.room();
    const thread = picks.once(3) ? picks.root(room) : 0;
    const at = picks.once(10) ? 0 : Date.now() + 100 * 86_400_000;
    return { channel: room?.id ?? 999, thread, clientId: clientId(picks), text: picks.text(), at };
  }),
  cancelScheduled: plain(1, (picks) => {
    const own = [...picks.world.scheduled.values()].filter(({ user }) => user === picks.by.id);
    return { id: own.length === 0 || picks.once(4) ? picks.below(5) : picks.of(own).id };
  }),
  createChannel: plain(6, (picks) => ({
    name: picks.once(16) ? "" : picks.of(NAMES),
    kind: picks.of([ChannelKind.PUBLIC, ChannelKind.PRIVATE, 0 as ChannelKind, ChannelKind.DIRECT]),
    topic: picks.text(),
    members: picks.users(),
  })),
  listChannels: plain(2, (picks) => ({ after: picks.of(["", "beta"]), limit: picks.of(LIMITS) })),
  joinChannel: plain(6, (picks) => {
    if (picks.once(2)) return { name: picks.of([...NAMES, ""]) };
    const rooms = [...picks.world.channels.keys()];
    return { channel: rooms.length === 0 || picks.once(10) ? 999 : picks.of(rooms) };
  }),
  updateChannel: ruled(12, (at, picks) => ({ channel: at, change: picks.once(20) ? {} : change(picks) })),
  openDirect: plain(3, (picks) => ({ users: [picks.user(), ...picks.users()] })),
  setChannelPreferences: channel(2, (at, picks) => {
    return { channel: at, level: picks.of([1, 2, 3, 0]), favourite: picks.once(2) };
  }),
  history: plain(2, (picks) => {
    const room = picks.room();
    const seq = picks.below((room ? seqOf(room) : 0) + 2);
    const where = picks.once(2) ? { before: seq } : { after: seq };
    return { channel: room?.id ?? 999, limit: picks.of([0, 1, 3, 500, 501]), ...where };
  }),
  subscribe: channel(1, (at) => ({ channel: at })),
  subscribeMany: channel(1, (at) => ({ positions: [{ channel: at, after: 1 }] })),
  unsubscribe: channel(1, (at) => ({ channel: at })),
  leaveChannel: channel(2, (at) => ({ channel: at })),
  listMembers: channel(2, (at, picks) => {
    return { channel: at, after: picks.below(3), limit: picks.of(LIMITS) };
  }),
  addMembers: channel(4, (at, picks) => {
    return { channel: at, users: picks.users(), role: picks.of([0, Role.GUEST, Role.MEMBER, Role.OWNER]) };
  }),
  removeMember: member(3, (place) => place),
  setRole: member(8, (place, picks) => {
    const roles = [Role.MODERATOR, Role.OWNER, Role.MEMBER, Role.GUEST, 0 as Role];
    return { ...place, role: picks.of(roles) };
  }),
  ban: member(5, (place, picks) => ({
    ...place,
    until: picks.of([0, LATER, 1]),
    reason: picks.of(["", "rude", "x".repeat(501)]),
  })),
  unban: member(4, (place) => place),
  mute: member(8, (place, picks) => ({ ...place, until: picks.of([LATER, 0, LATER + 1, 1]) })),
  listBans: ruled(2, (at) => ({ channel: at })),
  createInvite: ruled(4, (at, picks) => ({
    channel: at,
    expiresAt: picks.of([0, Date.now() + 86_400_000, 1]),
    maxUses: picks.of([0, 1, 2]),
    role: picks.of([0, Role.GUEST, Role.MODERATOR]),
  })),
  listInvites: ruled(2, (at) => ({ channel: at })),
  revokeInvite: plain(1, (picks) => ({ code: invite(picks) })),
  getInvite: plain(1, (picks) => ({ code: invite(picks) })),
  joinByInvite: plain(4, (picks) => ({ code: invite(picks) })),
  reportMessage: message(4, (at, seq, picks) => {
    return { channel: at, seq, reason: picks.of(["spam", "rude", ""]) };
  }),
  listReports: plain(6, (picks) => ({ all: picks.once(2), limit: picks.of([100, 101]) })),
  resolveReport: plain(6, (picks) => {
    const ids = picks.world.reports.map(({ id }) => id).filter((id) => id !== 0);
    return { id: ids.length === 0 ? 999 : picks.of(ids), deleteMessage: picks.once(2), note: picks.text() };
  }),
  addWordRule: plain(4, (picks) => ({
    channel: picks.once(3) ? 0 : (picks.ruled()?.id ?? 999),
    pattern: picks.of(["darn", "heck", "DARN", "x"]),
    action: picks.of([WordAction.MASK, WordAction.REPORT, WordAction.REFUSE, 0 as WordAction]),
  })),
  removeWordRule: plain(2, (picks) => {
    const ids = picks.world.rules.map(({ id }) => id);
    return { id: ids.length === 0 ? 1 : picks.of(ids) };
  }),
  listWordRules: plain(1, (picks) => ({ channel: picks.once(3) ? 0 : picks.channel() })),
  listAudit: plain(2, (picks) => {
    const isKnown = picks.world.audit.every(({ id }) => id !== 0);
    const before = isKnown ? picks.below(4) : 0;
    return {
      channel: picks.once(2) ? 0 : picks.channel(),
      before,
      limit: picks.of(LIMITS),
      action: picks.of(["", "", "member.", "member.ban", "x"]),
    };
  }),
  getSettings: plain(1, () => ({})),
  setSettings: plain(2, (picks) => ({
    settings: {
      name: picks.of(["Hubbub", "Ours", ""]),
      defaultChannels: picks.once(2) ? [picks.channel()] : [],
      restrictChannelCreation: picks.once(4),
      editMinutes: picks.of([0, 500_000]),
      hideReceipts: picks.once(3),
    },
  })),
  markRead: plain(8, (picks) => {
    const room = picks.room();
    const thread = picks.once(3) ? picks.root(room) : 0;
    const seq = picks.below((room ? seqOf(room) : 0) + 2);
    return { channel: room?.id ?? 999, thread, seq, back: picks.once(4) };
  }),
  markAllRead: plain(1, () => ({})),
  getUnread: plain(4, (picks) => ({ channels: picks.once(2) ? [picks.channel()] : [] })),
  getReceipts: channel(1, (at) => ({ channel: at })),
  syncUser: plain(2, () => ({})),
  getUsers: plain(1, (picks) => ({ ids: picks.users() })),
  listUsers: plain(2, (picks) => ({
    prefix: picks.of(["", "a", "B", "sm"]),
    channel: picks.once(3) ? picks.channel() : 0,
    after: picks.of(["", "bob"]),
    limit: picks.of(LIMITS),
  })),
  setStatus: plain(2, (picks) => ({
    presence: picks.of([0, 2, 3, 1]),
    status: { emoji: picks.of(["", "🌴"]), text: picks.of(["", "away", "x".repeat(101)]), until: 0 },
  })),
  setIdle: plain(1, (picks) => ({ idle: picks.once(2) })),
  setProfile: plain(2, (picks) => ({
    displayName: picks.of(["Ann Smith", "", "Bob", "x".repeat(65)]),
    title: picks.of(["", "Chief"]),
    timezone: picks.of(["", "Europe/Zurich", "Nowhere"]),
  })),
  setPreferences: plain(2, (picks) => ({
    preferences: {
      keywords: picks.of([[], ["deploy"], [""]]),
      hideReceipts: picks.once(2),
      quietFromMinute: picks.of([0, 60, 2_000]),
      client: picks.of(["", "{}"]),
    },
  })),
  registerPush: plain(1, (picks) => ({
    endpoint: picks.of(["https://push.example/1", "nonsense"]),
    ...PUSH,
  })),
  unregisterPush: plain(1, (picks) => ({ endpoint: picks.of(["https://push.example/1", "nonsense"]) })),
  createWebhook: plain(2, (picks) => ({
    channel: picks.once(4) ? 0 : (picks.ruled()?.id ?? 999),
    kind: picks.of([WebhookKind.INCOMING, WebhookKind.OUTGOING, 0 as WebhookKind]),
    name: picks.of(["hook", ""]),
    url: picks.of(["http://127.0.0.1:9/", "nonsense"]),
    triggerWords: picks.of([[], ["go"]]),
    allEvents: picks.once(2),
  })),
  listWebhooks: plain(1, (picks) => ({ channel: picks.once(4) ? 0 : picks.channel() })),
  deleteWebhook: plain(1, (picks) => {
    const ids = picks.world.webhooks.map(({ id }) => id);
    return { id: ids.length === 0 ? 1 : picks.of(ids) };
  }),
  createSlashCommand: plain(1, (picks) => ({
    name: picks.of(["weather", "dice", "BAD NAME"]),
    url: picks.of(["http://127.0.0.1:9/", "nonsense"]),
    description: "tells",
  })),
  listSlashCommands: plain(1, () => ({})),
  deleteSlashCommand: plain(1, (picks) => ({ name: picks.of(["weather", "dice"]) })),
  runSlashCommand: channel(1, (at, picks) => ({ channel: at, text: picks.of(["weather Bern", "dice", ""]) })),
  startTyping: channel(1, (at) => ({ channel: at })),
  listEmoji: plain(1, () => ({})),
  listFiles: channel(1, (at) => ({ channel: at })),
  getFileLinks: plain(1, (picks) => ({ ids: picks.of([[1], []]) })),
};

function invite(picks: Picks): string {
  const codes = [...picks.world.invites.keys()];
  return codes.length === 0 || picks.once(12) ? "A".repeat(22) : picks.of(codes.toReversed());
}

/** Commands that take more than a member's role. */
export const RANKED: ReadonlySet<ModelCommand> = new Set([
  "updateChannel",
  "removeMember",
  "setRole",
  "ban",
  "unban",
  "mute",
  "listBans",
  "createInvite",
  "listInvites",
  "resolveReport",
  "addWordRule",
  "removeWordRule",
  "listWordRules",
  "listAudit",
  "setSettings",
  "createWebhook",
  "deleteWebhook",
  "createSlashCommand",
]);

/** The command that some drawn numbers make. */
export function makeCommand(name: ModelCommand, picks: Picks): Init<Command>["body"] {
  const draw = DRAWS[name] as Draw<typeof name>;
  return { case: name, value: draw.make(picks) } as Init<Command>["body"];
}
