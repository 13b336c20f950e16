import { expect, test } from "bun:test";

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
