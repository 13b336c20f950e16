import { afterAll, beforeAll, describe, expect, test } from "bun:test";

import { type Crowd, startCrowd } from "@hubbub/devkit";
import { LIMITS, Role, WordAction } from "@hubbub/protocol";

import { patternFault } from "../src/core/words/pattern.ts";
import { WordRules } from "../src/core/words/word-rules.ts";
import { Refusal } from "../src/errors.ts";
import { expectError, send, valueOf } from "./clients.ts";
import { channelWith, connectPerson, type Person, promote } from "./people.ts";

/** The longest message of this word alone. */
const filled = (word: string) => word.repeat(LIMITS.textBytes / word.length);

/** What a rule that masks this pattern makes of a text. */
async function masked(pattern: string, text: string): Promise<string | undefined> {
  const rules = new WordRules(async () => [{ channel: 1, pattern, action: WordAction.MASK }]);
  await rules.refresh();
  return rules.check(1, text, "send.text")?.text;
}

const add = (person: Person, channel: number, pattern: string, action = WordAction.REFUSE as WordAction) =>
  person.ask({ case: "addWordRule", value: { channel, pattern, action } });

describe("finding words", () => {
  test.each([
    ["bad", "Bad, BAD! (bad) _bad_ **bad**", "***, ***! (***) _***_ *******"],
    ["bad", "badly abad bad1 baad", "badly abad bad1 baad"],
    ["bad*", "badly bad unbad", "***** *** unbad"],
    ["*bad*", "unbadly", "*******"],
    ["b*d", "bd bird b1d bids", "** **** *** bids"],
    ["straße", "STRAßE straße", "****** ******"],
    ["ÉCOLE", "e\u0301cole école ecole", "****** ***** ecole"],
    ["bad", "b\u200Ba\u00ADd ｂａｄ", "***** ***"],
    ["very bad", "very bad, very, bad; verybad", "********, *********; verybad"],
    ["坏话", "他说坏话了", "他说**了"],
    ["*坏话*", "他说坏话了", "他说**了"],
    ["плохо", "ПЛОХО плохо неплохо", "***** ***** неплохо"],
    ["bad", "👩‍👩‍👧 bad 👍", "👩‍👩‍👧 *** 👍"],
    ["x.y", "x.y x y xy", "*** *** xy"],
  ])(
    "[X4.1] %s is found in %s at word boundaries, whatever its case and form",
    async (pattern, text, result) => {
      expect(await masked(pattern, text)).toBe(result);
    },
  );

  test("[X4.2] overlapping matches are masked as one, each character by an asterisk", async () => {
    const patterns = ["one two", "two three", "two"];
    const rules = new WordRules(async () =>
      patterns.map((pattern) => ({ channel: 1, pattern, action: WordAction.MASK })),
    );
    await rules.refresh();
    expect(rules.check(1, "zero one two three four", "send.text")?.text).toBe("zero ************* four");
  });

  test("[X4.3] patterns and texts that are made to be slow take time in proportion to their length", async () => {
    const patterns = [
      `*${"a".repeat(97)}b*`,
      `${"*a".repeat(49)}*b`,
      "a ".repeat(7) + "b",
      `*${"ab*".repeat(32)}`,
    ];
    const rules = new WordRules(async () =>
      Array.from({ length: 2 * LIMITS.wordRules }, (_, i) => ({
        channel: i % 2,
        pattern: patterns[i % patterns.length]!,
        action: WordAction.REFUSE,
      })),
    );
    await rules.refresh();
    const letters = LIMITS.textBytes;
    expect(rules.check(1, "a".repeat(letters), "send.text")?.text).toHaveLength(letters);
    expect(rules.check(1, "a ".repeat(letters / 2), "send.text")?.text).toHaveLength(letters);
    expect(() => rules.check(1, `${"a".repeat(letters - 1)}b`, "send.text")).toThrow(Refusal);
  });

  test("[X4.9] the longest message of ordinary words is compared with as many rules as there may be; what would take far longer is refused", async () => {
    const letters = [..."abcdefghijklmno"];
    const pairs = letters.flatMap((a, i) => letters.slice(i + 1).map((b) => `*${a}*${b}*`));
    const rules = new WordRules(async () =>
      [0, 1].flatMap((channel) =>
        pairs
          .slice(0, LIMITS.wordRules)
          .map((pattern) => ({ channel, pattern, action: WordAction.REPORT as WordAction })),
      ),
    );
    await rules.refresh();
    expect(rules.check(1, filled("wxyz "), "send.text")?.reported).toBeUndefined();
    expect(rules.check(1, letters.join(""), "send.text")?.reported).toBe("*a*b*");
    expect(() => rules.check(1, filled(`${letters.join("")} `), "send.text")).toThrow("Make it shorter");
  });

  test.each([
    ["a", "2 to 100 characters"],
    ["a".repeat(101), "2 to 100 characters"],
    ["**", "at least 2 letters"],
    ["*a*", "at least 2 letters"],
    ["(ab|cd)+", "letters, digits"],
    ["a b c d e f g h i", "8 words"],
  ])("[X4.4] %s is no pattern", (pattern, fault) => {
    expect(patternFault(pattern)).toContain(fault);
  });
});

describe("in a channel", () => {
  let crowd: Crowd;
  let admin: Person, ann: Person, bob: Person;
  beforeAll(async () => {
    crowd = await startCrowd();
    admin = await connectPerson(crowd, 1, { admin: true });
    ann = await connectPerson(crowd, 2);
    bob = await connectPerson(crowd, 3);
  });
  afterAll(() => crowd.close());

  const textAt = async (channel: number, seq: number) => {
    const page = await ann.ask({ case: "history", value: { channel, after: seq - 1, limit: 1 } });
    const body = valueOf(page, "events").events[0]?.body;
    return body?.case === "message" ? body.value.text : undefined;
  };

  test("[X4.5] rules refuse a message, mask its words before it is stored, or have it reported, from the moment they are set", async () => {
    const channel = await channelWith(ann, "words", [bob]);
    valueOf(await bob.ask(send(channel, "damn heck spam")), "sent");
    valueOf(await add(ann, channel, "damn"), "wordRule");
    valueOf(await add(ann, channel, "heck", WordAction.MASK), "wordRule");
    valueOf(await add(ann, channel, "spam", WordAction.REPORT), "wordRule");
    expectError(await bob.ask(send(channel, "Damn.")), "forbidden", { field: "send.text" });
    const masked = valueOf(await bob.ask(send(channel, "What the heck?")), "sent").seq;
    expect(await textAt(channel, masked)).toBe("What the ****?");
    const body = send(channel, "buy SPAM");
    const reported = valueOf(await bob.ask(body), "sent").seq;
    valueOf(await bob.ask(body), "sent");
    const { reports } = valueOf(await ann.ask({ case: "listReports", value: {} }), "reports");
    expect(reports).toMatchObject([
      {
        channel,
        by: 0,
        reason: "Word rule: spam",
        message: { seq: reported, message: { text: "buy SPAM" } },
      },
    ]);
    const { rules } = valueOf(await ann.ask({ case: "listWordRules", value: { channel } }), "wordRules");
    expect(rules.map(({ pattern }) => pattern)).toEqual(["damn", "heck", "spam"]);
    for (const { id } of rules) valueOf(await ann.ask({ case: "removeWordRule", value: { id } }), "done");
    valueOf(await bob.ask(send(channel, "damn heck spam")), "sent");
  });

  test("[X4.8] an edit is held to the rules, as is what is said to people or in a thread", async () => {
    const channel = await channelWith(ann, "edited words", [bob]);
    const seq = valueOf(await bob.ask(send(channel, "fine")), "sent").seq;
    valueOf(await add(ann, channel, "damn"), "wordRule");
    valueOf(await add(ann, channel, "heck", WordAction.MASK), "wordRule");
    const edit = (text: string) =>
      bob.ask({ case: "editMessage", value: { channel, seq, text, clientId: crypto.randomUUID() } });
    expectError(await edit("damn"), "forbidden", { field: "editMessage.text" });
    valueOf(await edit("heck"), "logged");
    valueOf(
      await bob.ask({ case: "send", value: { channel, clientId: "r", text: "@ann heck", thread: seq } }),
      "sent",
    );
    const { events } = valueOf(await ann.ask({ case: "history", value: { channel, after: seq } }), "events");
    expect(
      events.map(({ body }) => "text" in (body.value ?? {}) && (body.value as { text: string }).text),
    ).toEqual(["****", "@ann ****"]);
    expectError(
      await bob.ask({ case: "send", value: { channel, clientId: "d", text: "@ann damn" } }),
      "forbidden",
      { field: "send.text" },
    );
  });

  test("[X4.6] a channel's rules hold there alone; those of administrators everywhere", async () => {
    const [one, other] = [await channelWith(ann, "one", [bob]), await channelWith(ann, "other", [bob])];
    valueOf(await add(ann, one, "local"), "wordRule");
    valueOf(await add(admin, 0, "global"), "wordRule");
    expectError(await bob.ask(send(one, "local")), "forbidden", { field: "send.text" });
    valueOf(await bob.ask(send(other, "local")), "sent");
    for (const channel of [one, other]) {
      expectError(await ann.ask(send(channel, "global")), "forbidden", { field: "send.text" });
    }
    expectError(await add(ann, 0, "nope"), "forbidden");
    expectError(await ann.ask({ case: "listWordRules", value: {} }), "forbidden");
    const { rules } = valueOf(await admin.ask({ case: "listWordRules", value: {} }), "wordRules");
    expect(rules).toMatchObject([{ channel: 0, pattern: "global" }]);
    expectError(await ann.ask({ case: "removeWordRule", value: { id: rules[0]!.id } }), "forbidden");
    valueOf(await admin.ask({ case: "removeWordRule", value: { id: rules[0]!.id } }), "done");
  });

  test("[X4.7] moderators make rules; a pattern has one rule, a channel 100 of them", async () => {
    const channel = await channelWith(ann, "many rules", [bob]);
    expectError(await add(bob, channel, "mine"), "forbidden");
    await promote(ann, channel, bob, Role.MODERATOR);
    const { id } = valueOf(await add(bob, channel, "mine"), "wordRule");
    expect(valueOf(await add(ann, channel, "mine", WordAction.MASK), "wordRule")).toEqual({
      id,
      channel,
      pattern: "mine",
      action: WordAction.MASK,
    });
    const limit = LIMITS.wordRules;
    for (let i = 1; i < limit; i++) valueOf(await add(bob, channel, `word${i}`), "wordRule");
    expectError(await add(bob, channel, "one more"), "too_large", { limit });
    expectError(await add(ann, channel, "(x|y)*"), "invalid", {
      field: "addWordRule.pattern",
      limit: LIMITS.wordPatternMax,
    });
    expectError(await add(ann, channel, "good", 7 as WordAction), "invalid", { field: "addWordRule.action" });
    expectError(await ann.ask({ case: "removeWordRule", value: { id: 9999 } }), "not_found");
  });
});
