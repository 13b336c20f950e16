import {
  ChannelKind,
  type Init,
  LIMITS,
  type Report as ReportView,
  Role,
  WordAction,
} from "@hubbub/protocol";

import { mayDo } from "../access.ts";
import { act, isSameAct } from "../acts.ts";
import { add, learn } from "../learned.ts";
import { Refused, refuseIf } from "../refused.ts";
import { SOME_TIME, stateOf } from "../said.ts";
import type { Report, World } from "../world.ts";
import { DONE, given, pageOf, type Rules } from "./rule.ts";
import { erase, liveMessage } from "./sending.ts";

function reportView(world: World, report: Report): Init<ReportView> {
  const { channel, seq, by, reason, closedBy, note } = report;
  const room = world.channels.get(channel)!;
  const said = room.messages.get(seq)!;
  const gone = { seq, at: SOME_TIME, user: said.user, message: { deleted: true } };
  return {
    id: report.id,
    channel,
    message: said.deleted ? gone : stateOf(room, said),
    by,
    at: SOME_TIME,
    reason,
    closedBy,
    closedAt: closedBy === 0 ? 0 : SOME_TIME,
    note,
  };
}

export const MODERATION: Rules<
  | "reportMessage"
  | "listReports"
  | "resolveReport"
  | "addWordRule"
  | "removeWordRule"
  | "listWordRules"
  | "listAudit"
  | "getSettings"
  | "setSettings"
> = {
  reportMessage: {
    scope: "messages:write",
    do(world, by, { channel, seq, reason }) {
      const { room } = mayDo(world, by, channel, "report");
      refuseIf(reason === "", "invalid");
      refuseIf(reason.length > LIMITS.reasonLength, "too_large");
      liveMessage(room, seq);
      const isOwn = (report: Report) =>
        report.channel === channel && report.seq === seq && report.by === by.id;
      if (!world.reports.some(isOwn))
        add(world.reports, { id: 0, channel, seq, by: by.id, reason, closedBy: 0, note: "" });
      return DONE;
    },
  },
  listReports: {
    scope: "channels:read",
    reads: true,
    do(world, by, { all, before, limit }, answered) {
      refuseIf(limit > LIMITS.reportsMax, "too_large");
      if (before !== 0) throw new Error("the model knows no order of reports");
      learn(
        world.reports,
        given(answered, "reports")?.reports ?? [],
        (report, told) =>
          report.channel === told.channel && report.seq === told.message?.seq && report.by === told.by,
      );
      const moderates = (channel: number) =>
        (world.channels.get(channel)!.members.get(by.id)?.role ?? 0) >= Role.MODERATOR;
      const seen = world.reports
        .filter((report) => all || report.closedBy === 0)
        .filter(({ channel }) => by.admin || moderates(channel))
        .toSorted((a, b) => b.id - a.id);
      const { page, more } = pageOf(seen, limit, LIMITS.reportsDefault);
      return { case: "reports", value: { reports: page.map((report) => reportView(world, report)), more } };
    },
  },
  resolveReport: {
    scope: "channels:write",
    do(world, by, { id, deleteMessage, note }) {
      refuseIf(note.length > LIMITS.reasonLength, "too_large");
      const report = world.reports.find((each) => each.id === id);
      const room = report && world.channels.get(report.channel);
      if (!report || !room || !(by.admin || room.members.has(by.id))) throw new Refused("not_found");
      if (!by.admin) mayDo(world, by, room.id, "reports");
      if (report.closedBy !== 0) return DONE;
      const said = room.messages.get(report.seq)!;
      if (deleteMessage && !said.deleted) erase(world, room, said, by.id);
      for (const other of world.reports) {
        const isSame = other.channel === room.id && other.seq === report.seq;
        if (isSame && other.closedBy === 0) Object.assign(other, { closedBy: by.id, note });
      }
      const detail = { id, deleteMessage, note };
      act(world, { actor: by.id, action: "report.resolve", channel: room.id, target: report.seq, detail });
      return DONE;
    },
  },
  addWordRule: {
    scope: "channels:write",
    do(world, by, { channel, pattern, action }, answered) {
      if (channel === 0) refuseIf(!by.admin, "forbidden");
      else mayDo(world, by, channel, "wordRules");
      refuseIf(!/^[a-z]{2,100}$/i.test(pattern), "invalid");
      refuseIf(action < WordAction.REFUSE || action > WordAction.REPORT, "invalid");
      const known = world.rules.find((rule) => rule.channel === channel && rule.pattern === pattern);
      const id = known?.id ?? given(answered, "wordRule")?.id ?? world.rules.length + 1;
      const rule = { id, channel, pattern, action };
      if (known) Object.assign(known, rule);
      else add(world.rules, rule);
      act(world, { actor: by.id, action: "word_rule.add", channel, target: id, detail: { pattern, action } });
      return { case: "wordRule", value: rule };
    },
  },
  removeWordRule: {
    scope: "channels:write",
    do(world, by, { id }) {
      const rule = world.rules.find((each) => each.id === id);
      const seen = rule && (rule.channel === 0 || world.channels.get(rule.channel)?.members.has(by.id));
      if (!rule || !seen) throw new Refused("not_found");
      const { channel, pattern } = rule;
      if (channel === 0) refuseIf(!by.admin, "forbidden");
      else mayDo(world, by, channel, "wordRules");
      world.rules = world.rules.filter((each) => each !== rule);
      act(world, { actor: by.id, action: "word_rule.remove", channel, target: id, detail: { pattern } });
      return DONE;
    },
  },
  listWordRules: {
    scope: "channels:read",
    reads: true,
    do(world, by, { channel }) {
      if (channel === 0) refuseIf(!by.admin, "forbidden");
      else mayDo(world, by, channel, "wordRules");
      const rules = world.rules.filter((rule) => rule.channel === channel);
      return { case: "wordRules", value: { rules: rules.toSorted((a, b) => a.id - b.id) } };
    },
  },
  listAudit: {
    scope: "channels:read",
    reads: true,
    do(world, by, { channel, before, limit, action = "" }, answered) {
      if (channel === 0) refuseIf(!by.admin, "forbidden");
      else if (!by.admin) mayDo(world, by, channel, "audit");
      refuseIf(limit > LIMITS.pageMax, "too_large");
      learn(world.audit, given(answered, "audit")?.entries ?? [], isSameAct);
      const acts = world.audit
        .filter((each) => (channel === 0 || each.channel === channel) && (before === 0 || each.id < before))
        .filter((each) => each.action.startsWith(action))
        .map((each) => Object.assign({}, each, { at: SOME_TIME, detail: JSON.stringify(each.detail) }))
        .toSorted((a, b) => b.id - a.id);
      const { page, more } = pageOf(acts, limit, LIMITS.pageDefault);
      return { case: "audit", value: { entries: page, more } };
    },
  },
  getSettings: {
    scope: "channels:read",
    reads: true,
    do: (world) => ({ case: "settings", value: world.settings }),
  },
  setSettings: {
    scope: "people",
    do(world, by, { settings }) {
      refuseIf(!by.admin, "forbidden");
      if (!settings || settings.name === "") throw new Refused("invalid");
      const isPublic = (id: number) => world.channels.get(id)?.kind === ChannelKind.PUBLIC;
      refuseIf(!settings.defaultChannels.every(isPublic), "not_found");
      const changed = Object.entries(settings).filter(
        ([name, value]) => !Bun.deepEquals(value, world.settings[name as keyof typeof settings]),
      );
      const detail = Object.fromEntries(changed.map(([name, value]) => [name, JSON.stringify(value)]));
      world.settings = settings;
      act(world, { actor: by.id, action: "settings.set", channel: 0, target: 0, detail });
      return { case: "settings", value: settings };
    },
  },
};
