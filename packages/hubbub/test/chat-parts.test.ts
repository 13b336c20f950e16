import { expect, test } from "bun:test";

import type { ChannelEvent } from "@hubbub/client";
import { temporaryFolder } from "@hubbub/devkit";
import fc from "fast-check";

import { eventLines } from "../src/chat/event-lines.ts";
import { plainLines, plainText } from "../src/chat/plain-text.ts";
import { keptNames, SessionFile, sessionFolder } from "../src/chat/session-file.ts";

test("[O9.13] whatever the text, no control or direction character is left, and plain text stays as it is", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary", maxLength: 50 }), (text) => {
      expect(plainText(text)).not.toMatch(/[\p{Cc}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]/u);
      expect(plainText(text).isWellFormed()).toBe(true);
    }),
  );
  for (const text of ["Grüße 👩‍👩‍👧", "日本語", "a b", "🏴󠁧󠁢󠁥󠁮󠁧󠁿"]) expect(plainText(text)).toBe(text);
  expect(plainLines("a\r\nb\nc\td")).toEqual(["a", "b", "c    d"]);
});

const session = {
  user: { id: 1, name: "ann", admin: false },
  accessToken: "access",
  expiresAt: 1,
  refreshToken: "refresh",
};

test("[O9.14] a session file gives back what was saved, until it is cleared", async () => {
  using folder = temporaryFolder();
  const file = new SessionFile(folder.path, "ann");
  expect(await file.load()).toBeUndefined();
  await file.save(session);
  expect(await file.load()).toEqual(session);
  expect(await keptNames(folder.path)).toEqual(["ann"]);
  await file.clear();
  expect(await file.load()).toBeUndefined();
});

test("[O9.15] those who share a session file take turns, and one that dies in its turn holds up nobody", async () => {
  using folder = temporaryFolder();
  const module = new URL("../src/chat/session-file.ts", import.meta.url).pathname;
  const script = `
    import { SessionFile } from "${module}";
    await new SessionFile("${folder.path}", "ann").exclusive(async () => {
      console.log("inside");
      await Bun.sleep(60_000);
    });
  `;
  const child = Bun.spawn([process.execPath, "-e", script], { stdout: "pipe" });
  await child.stdout.getReader().read();
  const order: string[] = [];
  let inside = 0;
  const turns = [1, 2, 3].map((turn) =>
    new SessionFile(folder.path, "ann").exclusive(async () => {
      order.push(`${turn} in ${++inside}`);
      await Bun.sleep(5);
      inside -= 1;
    }),
  );
  order.push("killed");
  child.kill("SIGKILL");
  await Promise.all(turns);
  expect(order[0]).toBe("killed");
  expect(order.slice(1).toSorted()).toEqual(["1 in 1", "2 in 1", "3 in 1"]);
});

test("[O9.17] every name that a user may have is good for a session file, and read back from it", async () => {
  using folder = temporaryFolder();
  const names = ["a/../b", "..", "CON:", "100%", "👍".repeat(32), "Ärger.json"];
  for (const name of names) await new SessionFile(folder.path, name).save(session);
  expect((await keptNames(folder.path)).toSorted()).toEqual(names.toSorted());
});

test("[O9.16] sessions of different servers are kept apart", () => {
  expect(sessionFolder("/c", "https://a.example")).toBe("/c/hubbub/sessions/a.example");
  expect(sessionFolder("/c", "https://a.example:81/chat")).toBe("/c/hubbub/sessions/a.example%3A81%2Fchat");
});

test("[O9.20] what is done to messages and members is told in a line, by the message's number", () => {
  const logged = { channel: 1, epoch: 1, seq: 20, at: 0, user: 1 };
  const message = {
    kind: "message",
    ...logged,
    text: "yes",
    thread: 7,
    inChannel: false,
    mentions: [],
    mentionsChannel: false,
    mentionsHere: false,
    files: [{ id: 1, name: "a.png", type: "image/png", size: 1, width: 1, height: 1, thumbnail: false }],
    alias: undefined,
    deleted: false,
  } satisfies ChannelEvent;
  const events: [ChannelEvent, string][] = [
    [message, "ann answers #7: yes / (file: a.png)"],
    [{ ...message, thread: 0, files: [], text: "", deleted: true }, "ann: (deleted)"],
    [{ ...message, alias: { name: "ci\u001b", emoji: "" }, thread: 0, files: [] }, "ci␛: yes"],
    [
      {
        kind: "edited",
        ...logged,
        message: 7,
        text: "new",
        mentions: [],
        mentionsChannel: false,
        mentionsHere: false,
      },
      "ann edited #7: new",
    ],
    [{ kind: "deleted", ...logged, message: 7, thread: 0, replies: undefined }, "* ann deleted #7"],
    [{ kind: "reactionAdded", ...logged, message: 7, emoji: "👍" }, "* ann reacted to #7 with 👍"],
    [{ kind: "reactionRemoved", ...logged, message: 7, emoji: ":x:" }, "* ann took back :x: from #7"],
    [{ kind: "pinned", ...logged, message: 7 }, "* ann pinned #7"],
    [{ kind: "joined", ...logged, member: 1, name: "ann", role: 2 }, "* ann joined"],
    [{ kind: "joined", ...logged, member: 2, name: "bob", role: 2 }, "* ann added bob"],
    [{ kind: "left", ...logged, member: 2, banned: true }, "* ann banned bob"],
    [{ kind: "historyRemoved", ...logged, before: 9 }, "* ann removed all before #9"],
    [{ kind: "unknown", ...logged }, "* ann did something that this version of hubbub doesn't know"],
  ];
  for (const [event, line] of events) {
    const lines = eventLines(event, (user) => (user === 1 ? "ann" : "bob")).map((each) =>
      each.replace(/^(\[..:..\])? +/, ""),
    );
    expect(lines.join(" / ")).toBe(line);
  }
});
