import { describe, expect, test } from "bun:test";
import { readFileSync } from "node:fs";

import { message, messages, NOW, openTestIndex, seqsOf } from "./search-messages.ts";

describe("what is found", () => {
  test("[Q1.1] a word is found anywhere within words, in texts and in names of files", () => {
    using index = openTestIndex();
    index.apply([
      ...messages("The deployment went well", "redeploy it", "nothing"),
      message(4, "see the picture", { files: ["deploy-plan.pdf", "b.png"] }),
    ]);
    expect(index.seqs("deploy")).toEqual([4, 2, 1]);
    expect(index.seqs("plan.pdf")).toEqual([4]);
    expect(index.seqs("absent")).toEqual([]);
  });

  test("[Q1.2] two characters are found where words begin, one character as a word of its own", () => {
    using index = openTestIndex();
    index.apply(messages("go home", "a goal", "ergo", "plan b", "baobab"));
    expect(index.seqs("go")).toEqual([2, 1]);
    expect(index.seqs("b")).toEqual([4]);
  });

  test("[Q1.3] case, accents, full width and ß make no difference", () => {
    using index = openTestIndex();
    index.apply(messages("Café Größe ŁÓDŹ", "cafe", "ＣＡＦＥ", "GROSSE", "Ёлка и йод", "ﬁle"));
    expect(index.seqs("CAFÉ")).toEqual([3, 2, 1]);
    expect(index.seqs("größe")).toEqual([4, 1]);
    expect(index.seqs("lodz")).toEqual([1]);
    expect(index.seqs("елка иод")).toEqual([5]);
    expect(index.seqs("file")).toEqual([6]);
  });

  test("[Q1.4] scripts without spaces are found from one character on", () => {
    using index = openTestIndex();
    index.apply(
      messages(
        "東京都に行きます",
        "京都の会議",
        "ｶﾀｶﾅとがか",
        "我们今天发布版本",
        "안녕하세요 여러분",
        "สวัสดีครับ",
      ),
    );
    expect(index.seqs("京")).toEqual([2, 1]);
    expect(index.seqs("京都")).toEqual([2, 1]);
    expect(index.seqs("東京都")).toEqual([1]);
    expect(index.seqs("都東")).toEqual([]);
    expect(index.seqs("カタカナ")).toEqual([3]);
    expect(index.seqs("が")).toEqual([3]);
    expect(index.seqs("发布")).toEqual([4]);
    expect(index.seqs("布")).toEqual([4]);
    expect(index.seqs("녕하세")).toEqual([5]);
    expect(index.seqs("สวัสดี")).toEqual([6]);
  });

  test("[Q1.5] all words have to be there; -word must not", () => {
    using index = openTestIndex();
    index.apply(messages("red green", "green blue", "red blue", "evergreen red"));
    expect(index.seqs("red green")).toEqual([4, 1]);
    expect(index.seqs("red -green")).toEqual([3]);
    expect(index.seqs('red -"green"')).toEqual([4, 3]);
    expect(index.seqs("-red")).toEqual([2]);
  });

  test("[Q1.6] a phrase in quotes is its words, whole and one after the other, in one text or name", () => {
    using index = openTestIndex();
    index.apply([
      ...messages(
        "on the other hand",
        "the other, on hand",
        "On — THE\nother",
        "upon the other",
        "on the others",
      ),
      message(6, "on the", { files: ["other.txt"] }),
    ]);
    expect(index.seqs('"on the other"')).toEqual([3, 1]);
    expect(index.seqs("“on the other”")).toEqual([3, 1]);
    expect(index.seqs('-"on the other" other')).toEqual([6, 5, 4, 2]);
    expect(index.seqs("the-oth")).toEqual([5, 4, 3, 2, 1]);
  });

  test("[Q1.7] emoji and numbers are words", () => {
    using index = openTestIndex();
    index.apply(messages("done🎉🎉", "🎉", "order 66", "1660"));
    expect(index.seqs("🎉")).toEqual([2, 1]);
    expect(index.seqs("66")).toEqual([3]);
    expect(index.seqs("660")).toEqual([4]);
  });

  test("[Q1.8] a word of more than 64 characters is found by its beginning", () => {
    using index = openTestIndex();
    index.apply(messages("a".repeat(100), "b"));
    expect(index.seqs("a".repeat(70))).toEqual([1]);
    expect(index.seqs(`${"a".repeat(70)}b`)).toEqual([]);
  });

  test("[Q1.9] of each hit it is told where the text matches, in UTF-16 code units of the text as it was written", () => {
    using index = openTestIndex();
    const text = "🎉 Größe: GROSSE grösser, ﬁle, 東京都 e\u0301te\u0301";
    index.apply(messages(text));
    const found = (query: string) =>
      index.search(query).hits[0]?.ranges.map(([from, to]) => text.slice(from, to));
    expect(found("grosse")).toEqual(["Größe", "GROSSE", "grösse"]);
    expect(found("fil")).toEqual(["ﬁl"]);
    expect(found("京都 été")).toEqual(["京都", "e\u0301te\u0301"]);
    expect(found("gross grosse ros")).toEqual(["Größe", "GROSSE", "grösse"]);
  });
});

describe("filters", () => {
  test("[Q2.1] from:, in: and has: find alone and with words; several of from: and in: mean any of them", () => {
    using index = openTestIndex();
    index.apply([
      message(1, "one", { user: 7, has: ["file", "image"], files: ["a.png"] }),
      message(2, "two", { user: 8, channel: 2, has: ["link"] }),
      message(3, "three one", { user: 9, channel: 3, has: ["pin", "file"] }),
    ]);
    expect(index.seqs("from:7 from:8")).toEqual([2, 1]);
    expect(index.seqs("-from:7")).toEqual([3, 2]);
    expect(index.seqs("in:1 in:3 one")).toEqual([3, 1]);
    expect(index.seqs("-in:1 one")).toEqual([3]);
    expect(index.seqs("has:file has:pin")).toEqual([3]);
    expect(index.seqs("has:file -has:pin")).toEqual([1]);
    expect(index.seqs("from:9 has:file one")).toEqual([3]);
  });

  test("[Q2.2] before: and after: leave their day out, on: is all of it; a month or year counts as a whole", () => {
    using index = openTestIndex();
    const days = ["2025-12-30", "2025-12-31", "2026-01-01", "2026-02-01"];
    index.apply(
      days.flatMap((day, at) => [
        message(at * 2 + 1, "morning", { at: Date.parse(`${day}T00:00:00.000Z`) }),
        message(at * 2 + 2, "night", { at: Date.parse(`${day}T23:59:59.999Z`) }),
      ]),
    );
    expect(index.seqs("before:2025-12-31")).toEqual([2, 1]);
    expect(index.seqs("after:2025-12-31")).toEqual([8, 7, 6, 5]);
    expect(index.seqs("on:2025-12-31")).toEqual([4, 3]);
    expect(index.seqs("on:2026-01 night")).toEqual([6]);
    expect(index.seqs("on:2025")).toEqual([4, 3, 2, 1]);
    expect(index.seqs("-on:2025")).toEqual([8, 7, 6, 5]);
    expect(index.seqs("on:today")).toEqual([6, 5]);
    expect(index.seqs("after:2025-12-30 before:2026-01-01")).toEqual([4, 3]);
  });

  test("[Q2.3] nothing is found in channels that the searcher can't see, whatever in: names", () => {
    using index = openTestIndex();
    index.apply([message(1, "secret", { channel: 4 }), message(2, "secret", { channel: 2 })]);
    expect(index.seqs("secret")).toEqual([2]);
    expect(index.seqs("secret in:4")).toEqual([]);
    expect(index.seqs("secret", { channels: [4] })).toEqual([1]);
  });

  test("[Q2.4] a query without anything to look for finds nothing", () => {
    using index = openTestIndex();
    index.apply(messages("some text"));
    for (const query of ["", "  ", "-", "???", '""']) expect(index.search(query).hits).toEqual([]);
  });
});

describe("order and pages", () => {
  test("[Q3.1] by relevance whole words come before parts of words, more matches before fewer, newer before older", () => {
    using index = openTestIndex();
    const day = 24 * 3600 * 1000;
    index.apply([
      message(1, "log", { at: NOW - 300 * day }),
      message(2, "log", { at: NOW }),
      message(3, "catalogue", { at: NOW }),
      message(4, "log of the log", { at: NOW }),
      message(5, "logging", { at: NOW }),
    ]);
    const { hits, partial } = index.search("log", { order: "relevance" });
    expect(seqsOf(hits)).toEqual([4, 2, 5, 3, 1]);
    expect(partial).toBe(false);
  });

  test("[Q3.2] by time the newest come first, in whatever order they were indexed", () => {
    using index = openTestIndex();
    index.apply([message(2, "x y"), message(9, "x y"), message(1, "x y"), message(5, "x y")]);
    index.apply([message(7, "x y")]);
    expect(index.seqs("x")).toEqual([9, 7, 5, 2, 1]);
  });

  test("[Q3.3] pages follow each other without hole or repeat, though messages come meanwhile", () => {
    using index = openTestIndex();
    index.apply(Array.from({ length: 2500 }, (_, at) => message(at + 1, `word ${at % 7}`)));
    for (const order of ["time", "relevance"] as const) {
      const found: number[] = [];
      let cursor = "";
      let pages = 0;
      do {
        const page = index.search("word", { order, cursor, limit: 90 });
        expect(page.partial).toBe(order === "relevance");
        found.push(...seqsOf(page.hits));
        cursor = page.cursor;
        index.apply([
          message(order === "time" ? 10_000 + pages++ : 20_000 + pages++, "word", { channel: 2 }),
        ]);
      } while (cursor !== "");
      const old = found.filter((seq) => seq <= 2500);
      expect(new Set(found).size).toBe(found.length);
      expect(old.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 2500 }, (_, at) => at + 1));
      if (order === "time") expect(found).toEqual(found.toSorted((a, b) => b - a));
    }
  });

  test("[Q3.7] texts that take long to look through come in smaller pages, all of them in the end", () => {
    using index = openTestIndex();
    const text = `${`${"y".repeat(480)}z`.repeat(30)} ${"y".repeat(480)}`;
    index.apply(Array.from({ length: 60 }, (_, at) => message(at + 1, text)));
    const found: number[] = [];
    let pages = 0;
    let cursor = "";
    do {
      const page = index.search("y".repeat(480), { cursor });
      found.push(...seqsOf(page.hits));
      cursor = page.cursor;
      pages++;
    } while (cursor !== "");
    expect(found).toEqual(Array.from({ length: 60 }, (_, at) => 60 - at));
    expect(pages).toBeGreaterThan(1);
  });

  test("[Q3.4] of too many words with a part the most common ones are looked for, and the result says so", () => {
    using index = openTestIndex();
    index.apply(Array.from({ length: 300 }, (_, at) => message(at + 1, `pre${at}x common${at % 2}`)));
    const { hits, partial } = index.search("pre");
    expect(partial).toBe(true);
    expect(hits.length).toBeGreaterThan(50);
    expect(index.search("common")).toMatchObject({ partial: false, hits: { length: 100 } });
    expect(index.seqs("common0 -pre")).toEqual([]);
  });

  test("[Q3.5] a cursor that no page gave is refused", () => {
    using index = openTestIndex();
    for (const cursor of ["x", "1.2", "zzzzzzzzzzzzzzzz.1.0", "1.1.2"]) {
      expect(() => index.search("word", { cursor })).toThrow("cursor");
    }
  });

  test("[Q3.6] messages of one millisecond are all kept, in the order in which they came", () => {
    using index = openTestIndex();
    index.apply(Array.from({ length: 100 }, (_, at) => message(at + 1, "same", { at: NOW })));
    expect(index.seqs("same")).toEqual(Array.from({ length: 100 }, (_, at) => 100 - at));
  });
});

describe("what changes and goes", () => {
  test("[Q4.1] an edited message is found by its new text alone, a deleted one by none", () => {
    using index = openTestIndex();
    index.apply(messages("first version", "another"));
    index.apply([message(1, "second version"), { kind: "removed", channel: 1, seq: 2 }]);
    expect(index.seqs("first")).toEqual([]);
    expect(index.seqs("second")).toEqual([1]);
    expect(index.seqs("version")).toEqual([1]);
    expect(index.seqs("another")).toEqual([]);
    index.apply([{ kind: "removed", channel: 1, seq: 2 }]);
  });

  test("[Q4.2] what a message has begun or ceased to have is found so", () => {
    using index = openTestIndex();
    index.apply(messages("text"));
    index.apply([{ kind: "has", channel: 1, seq: 1, what: "pin", now: true }]);
    index.apply([{ kind: "has", channel: 1, seq: 1, what: "pin", now: true }]);
    index.apply([{ kind: "has", channel: 1, seq: 9, what: "pin", now: true }]);
    expect(index.seqs("has:pin")).toEqual([1]);
    index.apply([{ kind: "has", channel: 1, seq: 1, what: "pin", now: false }]);
    expect(index.seqs("has:pin")).toEqual([]);
    expect(index.seqs("text")).toEqual([1]);
  });

  test("[Q4.3] a channel's messages go as a whole, or those below a seq", () => {
    using index = openTestIndex();
    index.apply([...messages("one two", "two", "three two"), message(1, "two", { channel: 2 })]);
    index.apply([{ kind: "channel-removed", channel: 1, before: 3 }]);
    expect(index.seqs("two", { channels: [1] })).toEqual([3]);
    index.apply([{ kind: "channel-removed", channel: 1 }]);
    expect(index.seqs("two", { channels: [1] })).toEqual([]);
    expect(index.seqs("two", { channels: [2] })).toEqual([1]);
  });

  test("[Q4.4] nothing of a deleted or overwritten text is left in the index's files", () => {
    using index = openTestIndex();
    const secrets = Array.from({ length: 40 }, (_, at) => `zq${at}secretword${at * 7919}`);
    index.apply(secrets.map((secret, at) => message(at + 1, `the password is ${secret} 鍵${secret}`)));
    index.apply(secrets.map((_, at) => message(at + 100, `the password of all others ${at}`)));
    index.index.purge();
    const left = () =>
      secrets.filter((secret) =>
        ["", "-wal"].some((suffix) => readFileSync(index.path + suffix).includes(secret.slice(4))),
      ).length;
    expect(left()).toBe(40);
    index.apply(
      secrets.map((_, at) =>
        at % 2 ? message(at + 1, "edited") : { kind: "removed", channel: 1, seq: at + 1 },
      ),
    );
    index.index.purge();
    expect(left()).toBe(0);
    expect(index.seqs("password")).toHaveLength(40);
  });

  test("[Q4.5] new messages are found once they are indexed; until then they can change and go", () => {
    using index = openTestIndex();
    index.index.apply(messages("one alpha", "two alpha", "three alpha"));
    expect(index.seqs("alpha")).toEqual([]);
    index.index.apply([message(1, "one beta"), { kind: "removed", channel: 1, seq: 2 }]);
    index.apply([]);
    expect(index.seqs("alpha")).toEqual([3]);
    expect(index.seqs("beta")).toEqual([1]);
  });

  test("[Q4.6] what is taken in within a transaction that fails isn't there", () => {
    using index = openTestIndex();
    index.apply(messages("before"));
    const failing = index.db.transaction(() => {
      index.apply([message(2, "inside"), message(1, "changed")]);
      throw new Error("the cursor can't be stored");
    });
    expect(failing).toThrow("cursor");
    expect(index.seqs("inside")).toEqual([]);
    expect(index.seqs("before")).toEqual([1]);
    index.apply([message(3, "after")]);
    expect(index.seqs("after")).toEqual([3]);
  });
});
