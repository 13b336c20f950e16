import { Role } from "./gen/events.ts";

/** What is done in a channel, and the least role of a member who may. docs/SPEC.md has the same table. */
export const PERMISSIONS = {
  read: Role.GUEST,
  send: Role.GUEST,
  editOwn: Role.GUEST,
  deleteOwn: Role.GUEST,
  react: Role.GUEST,
  report: Role.GUEST,
  pin: Role.MEMBER,
  /** @channel and @here: without it they are words like others. */
  mentionAll: Role.MEMBER,
  setTopic: Role.MEMBER,
  addMembers: Role.MEMBER,
  invite: Role.MEMBER,
  deleteOthers: Role.MODERATOR,
  describe: Role.MODERATOR,
  slowMode: Role.MODERATOR,
  removeMember: Role.MODERATOR,
  mute: Role.MODERATOR,
  ban: Role.MODERATOR,
  reports: Role.MODERATOR,
  wordRules: Role.MODERATOR,
  webhooks: Role.MODERATOR,
  rename: Role.OWNER,
  archive: Role.OWNER,
  retention: Role.OWNER,
  postRole: Role.OWNER,
  setRole: Role.OWNER,
  audit: Role.OWNER,
} as const satisfies Record<string, Role>;

export type ChannelAction = keyof typeof PERMISSIONS;

/** What can still be done in an archived channel. */
export const ARCHIVED_ACTIONS: ReadonlySet<ChannelAction> = new Set([
  "read",
  "archive",
  "report",
  "reports",
  "audit",
]);

/** What nobody does in a direct channel, whose members are all alike and always the same. */
export const NOT_IN_DIRECT: ReadonlySet<ChannelAction> = new Set([
  "setTopic",
  "addMembers",
  "invite",
  "deleteOthers",
  "describe",
  "slowMode",
  "removeMember",
  "mute",
  "ban",
  "wordRules",
  "rename",
  "archive",
  "retention",
  "postRole",
  "setRole",
  "audit",
]);
