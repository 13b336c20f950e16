import type { Command, Reply } from "@hubbub/protocol";

import { Refused, refuseIf } from "../refused.ts";
import type { World } from "../world.ts";
import { CHANNELS } from "./channels.ts";
import { INTEGRATIONS } from "./integrations.ts";
import { INVITES } from "./invites.ts";
import { MEMBERS } from "./members.ts";
import { MESSAGES } from "./messages.ts";
import { MODERATION } from "./moderation.ts";
import { OWN_MESSAGES } from "./own-messages.ts";
import { READING } from "./reading.ts";
import type { Answer, CommandName, Rule } from "./rule.ts";
import { SENDING } from "./sending.ts";
import { USERS } from "./users.ts";

const RULES = {
  ...SENDING,
  ...MESSAGES,
  ...OWN_MESSAGES,
  ...CHANNELS,
  ...MEMBERS,
  ...INVITES,
  ...MODERATION,
  ...READING,
  ...USERS,
  ...INTEGRATIONS,
};

export type ModelCommand = keyof typeof RULES;

/** Commands that the model leaves out, and why. */
export const LEFT_OUT: Partial<Record<CommandName, string>> = {
  authenticate: "every connection of the test begins with it",
  watchPresence: "what it answers holds for a moment, and nothing of it stays; see presence.test.ts",
  watchUsers: "what it answers holds for a moment, and nothing of it stays; see presence.test.ts",
  search: "the index follows the log with a delay; it has a model of its own, see search-model.test.ts",
  getHealth: "what it answers is measured; see health.test.ts",
  getServerInfo: "the same",
  createEmoji: "it takes an upload, and the model has no files; see pictures.test.ts",
  deleteEmoji: "there are none to delete; see pictures.test.ts",
};

export const MODEL_COMMANDS = Object.keys(RULES) as ModelCommand[];

/** One rule: TypeScript can't tie a rule's type to a command's here. */
const ruleOf = (name: ModelCommand): Rule<CommandName> => RULES[name] as unknown as Rule<CommandName>;

/** Whether the command changes nothing. */
export const isRead = (name: ModelCommand): boolean => ruleOf(name).reads === true;

/** What a user's command does: changes the world, and gives the answer that is expected. */
export function perform(
  world: World,
  user: number,
  body: Command["body"],
  answered: Reply["body"] | undefined,
): Answer {
  const by = world.users.get(user);
  if (!by) throw new Error(`there is no user ${user}`);
  const rule = ruleOf(body.case as ModelCommand);
  try {
    refuseIf(by.bot && (rule.scope === "people" || !by.scopes.includes(rule.scope)), "forbidden");
    return rule.do(world, by, body.value as never, answered);
  } catch (error) {
    if (error instanceof Refused) return { case: "error", value: { name: error.reason } };
    throw error;
  }
}
