import { expect, test } from "bun:test";
import { writeFileSync } from "node:fs";
import { join } from "node:path";

import { temporaryFolder } from "@hubbub/devkit";
import fc from "fast-check";

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

test("[O9.15] those who share a session file take turns, and the lock of a process that died is taken away", async () => {
  using folder = temporaryFolder();
  const child = Bun.spawn([process.execPath, "-e", ""]);
  await child.exited;
  writeFileSync(join(folder.path, "ann.json.lock"), String(child.pid));
  let inside = 0;
  let most = 0;
  const turns = [1, 2, 3].map(() =>
    new SessionFile(folder.path, "ann").exclusive(async () => {
      most = Math.max(most, ++inside);
      await Bun.sleep(5);
      inside -= 1;
    }),
  );
  await Promise.all(turns);
  expect([most, inside]).toEqual([1, 0]);
});

test("[O9.16] sessions of different servers are kept apart", () => {
  expect(sessionFolder("/c", "https://a.example")).toBe("/c/hubbub/sessions/a.example");
  expect(sessionFolder("/c", "https://a.example:81/chat")).toBe("/c/hubbub/sessions/a.example%3A81%2Fchat");
});
