import { expect, test } from "bun:test";

import {
  ARCHIVED_ACTIONS,
  type ChannelAction,
  ChannelKind,
  NOT_IN_DIRECT,
  PERMISSIONS,
  Role,
} from "@hubbub/protocol";

import { actionFault, checkMay } from "../src/commands/checks.ts";
import { OnlineUser } from "../src/core/online-users.ts";
import { Refusal } from "../src/errors.ts";
import type { ChannelRow } from "../src/store/store.ts";

const ACTIONS = Object.keys(PERMISSIONS) as ChannelAction[];
const ROLES = [Role.GUEST, Role.MEMBER, Role.MODERATOR, Role.OWNER];

function channel(more: Partial<ChannelRow> = {}): ChannelRow {
  const settings = { archived: false, slowModeS: 0, retentionDays: 0, postRole: 0 };
  const texts = { name: "a", topic: "", description: "" };
  return { id: 1, kind: ChannelKind.PUBLIC, epoch: 1, head: 0, users: [], ...texts, ...settings, ...more };
}

/** A user with this role in channel 1. */
function userWith(role: Role, row: ChannelRow, admin = false): OnlineUser {
  const rights = { bot: false, admin, guest: false };
  const user = new OnlineUser({ id: 1, name: "ann", ...rights }, { burst: 1, perSecond: 1 }, 0);
  const membership = { role, read: 0, level: 0, favourite: false, mutedUntil: 0 };
  user.channels.set(1, { ...membership, channel: row });
  return user;
}

/** The name of the refusal, or "may". */
function outcome(run: () => unknown): string {
  try {
    run();
    return "may";
  } catch (error) {
    if (error instanceof Refusal) return error.reason;
    throw error;
  }
}

test("[G21.1] each action takes the role of its row in the table, and higher roles may whatever lower ones may", () => {
  for (const action of ACTIONS) {
    const may = ROLES.map((role) => outcome(() => checkMay(userWith(role, channel()), 1, action)));
    const least = ROLES.indexOf(PERMISSIONS[action]);
    expect([action, ...may]).toEqual([action, ...ROLES.map((_, i) => (i < least ? "forbidden" : "may"))]);
  }
  // A few rows, in so many words: who reads the table wrongly fails here.
  const least = (action: ChannelAction) => ROLES.find((role) => !actionFault(channel(), role, action)) ?? 0;
  expect([least("send"), least("pin"), least("ban"), least("archive")]).toEqual(ROLES);
});

test("[G21.2] an administrator counts as an owner where they are a member, but not in direct channels, and nowhere else", () => {
  for (const action of ACTIONS) {
    expect(outcome(() => checkMay(userWith(Role.GUEST, channel(), true), 1, action))).toBe("may");
    expect(outcome(() => checkMay(userWith(Role.GUEST, channel(), true), 2, action))).toBe("not_member");
  }
  const direct = channel({ kind: ChannelKind.DIRECT, name: "", users: [1, 2] });
  for (const action of ACTIONS) {
    const may = outcome(() => checkMay(userWith(Role.MEMBER, direct, true), 1, action));
    const allowed = !NOT_IN_DIRECT.has(action) && PERMISSIONS[action] <= Role.MEMBER;
    expect([action, may]).toEqual([action, allowed ? "may" : "forbidden"]);
  }
});

test("[G21.3] an archived channel refuses all but reading, reports and bringing it back, also to its owner", () => {
  const archived = channel({ archived: true });
  for (const action of ACTIONS) {
    const may = outcome(() => checkMay(userWith(Role.OWNER, archived), 1, action));
    expect([action, may]).toEqual([action, ARCHIVED_ACTIONS.has(action) ? "may" : "archived"]);
  }
  expect(ARCHIVED_ACTIONS.has("send")).toBe(false);
  expect(ARCHIVED_ACTIONS.has("read")).toBe(true);
});
