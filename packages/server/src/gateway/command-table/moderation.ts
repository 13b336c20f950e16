import { addWordRule } from "../../commands/add-word-rule.ts";
import { ban } from "../../commands/ban.ts";
import { getSettings } from "../../commands/get-settings.ts";
import { listAudit } from "../../commands/list-audit.ts";
import { listBans } from "../../commands/list-bans.ts";
import { listReports } from "../../commands/list-reports.ts";
import { listWordRules } from "../../commands/list-word-rules.ts";
import { mute } from "../../commands/mute.ts";
import { removeWordRule } from "../../commands/remove-word-rule.ts";
import { reportMessage } from "../../commands/report-message.ts";
import { resolveReport } from "../../commands/resolve-report.ts";
import { setSettings } from "../../commands/set-settings.ts";
import { unban } from "../../commands/unban.ts";
import type { CommandName, Rows } from "./row.ts";

/** Keeping order, and the server's settings. */
export const MODERATION = {
  ban: { handler: ban, scope: "channels:write" },
  unban: { handler: unban, scope: "channels:write" },
  listBans: { handler: listBans, scope: "channels:read" },
  mute: { handler: mute, scope: "channels:write" },
  reportMessage: { handler: reportMessage, scope: "messages:write" },
  listReports: { handler: listReports, scope: "channels:read" },
  resolveReport: { handler: resolveReport, scope: "channels:write" },
  addWordRule: { handler: addWordRule, scope: "channels:write" },
  removeWordRule: { handler: removeWordRule, scope: "channels:write" },
  listWordRules: { handler: listWordRules, scope: "channels:read" },
  listAudit: { handler: listAudit, scope: "channels:read" },
  getSettings: { handler: getSettings, scope: "channels:read" },
  setSettings: { handler: setSettings, scope: "people" },
} satisfies Partial<Rows<CommandName>>;
