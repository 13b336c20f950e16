import { expireHistory } from "../retention/expire-history.ts";
import { retainedChannels } from "../retention/retained-channels.ts";
import { counts } from "../server/counts.ts";
import { setSettings } from "../server/set-settings.ts";
import { settings } from "../settings.ts";
import { ban, listBans, unban } from "./ban.ts";
import { listAudit } from "./list-audit.ts";
import { mute } from "./mute.ts";
import { listReports, report, reportMessage, resolveReport } from "./reports.ts";
import { addWordRule, allWordRules, listWordRules, removeWordRule, wordRule } from "./word-rules.ts";

/** Keeping order, and the server's settings. */
export const MODERATION_WRITES = {
  ban,
  unban,
  mute,
  reportMessage,
  resolveReport,
  addWordRule,
  removeWordRule,
  setSettings,
  expireHistory,
};

export const MODERATION_READS = {
  listBans,
  report,
  listReports,
  wordRule,
  listWordRules,
  allWordRules,
  listAudit,
  settings,
  counts,
  retainedChannels,
};
