import { describe, expect, test } from "bun:test";

import { isQuiet } from "../../src/worker/notifications/is-quiet.ts";
import { KeywordIndex } from "../../src/worker/notifications/keyword-index.ts";
import {
  Level,
  type NotifiedMember,
  type NotifyingMessage,
  type Reason,
  reasonToNotify,
} from "../../src/worker/notifications/reason-to-notify.ts";
import { shortened } from "../../src/worker/notifications/shortened.ts";

const { STANDARD, ALL, MENTIONS, NOTHING } = Level;
/** User 1 wrote; user 2 is asked about. */
const PLAIN: NotifyingMessage = {
  author: 1,
  direct: false,
  mentions: [],
  mentionsChannel: false,
  mentionsHere: false,
  thread: 0,
  inChannel: false,
};
const MEMBER = { user: 2, followsThread: false, hasKeyword: false };
const REPLY = { thread: 7 };
const NAMED = { mentions: [3, 2] };

describe("who is notified", () => {
  // What is special about the message, and the member; then the reason at the levels standard, all, mentions, nothing.
  test.each<[string, Partial<NotifyingMessage>, Partial<NotifiedMember>, (Reason | "")[]]>([
    ["a message of a channel", {}, {}, ["", "message", "", ""]],
    ["a direct message", { direct: true }, {}, ["direct", "direct", "", ""]],
    ["one's own", { direct: true, mentionsChannel: true, ...NAMED }, { user: 1 }, ["", "", "", ""]],
    ["one's own with a word", {}, { user: 1, hasKeyword: true }, ["", "", "", ""]],
    ["a mention", NAMED, {}, ["mention", "mention", "mention", ""]],
    ["another's mention", { mentions: [3] }, {}, ["", "message", "", ""]],
    ["@channel", { mentionsChannel: true }, {}, ["channel", "channel", "channel", ""]],
    ["@here", { mentionsHere: true }, {}, ["here", "here", "here", ""]],
    [
      "a mention beside @channel",
      { ...NAMED, mentionsChannel: true },
      {},
      ["mention", "mention", "mention", ""],
    ],
    ["a mention in a direct channel", { ...NAMED, direct: true }, {}, ["mention", "mention", "mention", ""]],
    ["an own word", {}, { hasKeyword: true }, ["keyword", "keyword", "keyword", ""]],
    ["a reply", REPLY, {}, ["", "", "", ""]],
    ["a reply in the channel, too", { ...REPLY, inChannel: true }, {}, ["", "message", "", ""]],
    ["a reply in a followed thread", REPLY, { followsThread: true }, ["thread", "thread", "thread", ""]],
    ["a mention in a reply", { ...REPLY, ...NAMED }, {}, ["mention", "mention", "mention", ""]],
    ["an own word in a reply", REPLY, { hasKeyword: true }, ["keyword", "keyword", "keyword", ""]],
    ["a reply in a direct channel", { ...REPLY, direct: true }, {}, ["", "", "", ""]],
    [
      "a follower's direct reply",
      { ...REPLY, direct: true },
      { followsThread: true },
      ["thread", "thread", "thread", ""],
    ],
  ])(
    "[W5.1] whether a member is told of a message, and why, at each level: %s",
    (_, message, member, reasons) => {
      const at = [STANDARD, ALL, MENTIONS, NOTHING].map(
        (level) => reasonToNotify({ ...PLAIN, ...message }, { ...MEMBER, ...member, level }) ?? "",
      );
      expect(at).toEqual(reasons);
    },
  );
});

const at = (time: string) => Date.parse(`2026-07-15T${time}Z`);

describe("do not disturb", () => {
  const night = { quietUntil: 0, quietFromMinute: 22 * 60, quietToMinute: 7 * 60 };
  const lunch = { quietUntil: 0, quietFromMinute: 12 * 60, quietToMinute: 13 * 60 };

  test.each([
    ["over midnight, before", night, "UTC", "21:59:59", false],
    ["over midnight, from its first minute", night, "UTC", "22:00:00", true],
    ["over midnight, to its last", night, "UTC", "06:59:59", true],
    ["over midnight, after", night, "UTC", "07:00:00", false],
    ["within a day", lunch, "UTC", "12:30:00", true],
    ["within a day, after", lunch, "UTC", "13:00:00", false],
    ["in the user's time zone, two hours ahead in summer", night, "Europe/Zurich", "20:00:00", true],
    ["in a time zone half an hour off", lunch, "Asia/Kolkata", "06:30:00", true],
    ["in a time zone that nobody knows, as UTC", lunch, "Mars/Olympus", "12:30:00", true],
    ["from and to alike: never", { ...lunch, quietToMinute: 12 * 60 }, "UTC", "12:00:00", false],
  ])("[W5.2] nobody is disturbed by the hours they set: %s", (_, times, zone, time, quiet) => {
    expect(isQuiet(times, zone, at(time))).toBe(quiet);
  });

  test("[W5.3] until a moment, whatever the schedule says", () => {
    const paused = { quietUntil: at("12:00:00"), quietFromMinute: 0, quietToMinute: 0 };
    expect(isQuiet(paused, "UTC", at("11:59:59"))).toBe(true);
    expect(isQuiet(paused, "UTC", at("12:00:00"))).toBe(false);
  });
});

test("[W5.4] own words are found whole, in any case and script, with what stands before them; parts of words are not", () => {
  const index = new KeywordIndex([
    [1, ["deploy", "On Call"]],
    [2, ["#prod", "C++"]],
    [3, ["größe", "日本"]],
    [4, ["🚨", "  "]],
    [5, ["deploy"]],
  ]);
  const found = (text: string) => [...index.usersOf(text)].toSorted((a, b) => a - b);
  expect(found("Deploy now!")).toEqual([1, 5]);
  expect(found("redeploys, deployment, deploy_it")).toEqual([]);
  expect(found("who is on call?")).toEqual([1]);
  expect(found("on callous")).toEqual([]);
  expect(found("see #PROD")).toEqual([2]);
  expect(found("prod")).toEqual([]);
  expect(found("in c++.")).toEqual([2]);
  expect(found("die GRÖSSE, die Größe")).toEqual([3]);
  expect(found("日本 wins")).toEqual([3]);
  expect(found("now 🚨🚨")).toEqual([4]);
  expect(found("")).toEqual([]);
});

test("[W5.5] a message is shown in one line, cut between whole characters", () => {
  expect(shortened("  a\n\n b\t", 10)).toBe("a b");
  expect(shortened("x".repeat(11), 10)).toBe(`${"x".repeat(9)}…`);
  expect(shortened("👩‍👩‍👧".repeat(5), 4)).toBe(`${"👩‍👩‍👧".repeat(3)}…`);
});
