import { expect, test } from "bun:test";

import { Hubbub, MemorySession } from "@hubbub/client";
import { findChromium } from "@hubbub/devkit";
import type { Page } from "playwright-core";

import { expectAccessible } from "./browser/axe.ts";
import { browserTests } from "./browser/browser-tests.ts";
import { eventually } from "./browser/eventually.ts";
import type { Person } from "./browser/person.ts";

test("[U20.1] where a browser has to be, and is not, tests fail; elsewhere they are skipped", () => {
  const here = import.meta.path;
  expect(findChromium({ HUBBUB_CHROMIUM: here, CI: "1" })).toBe(here);
  expect(() => findChromium({ HUBBUB_CHROMIUM: `${here}/none` })).toThrow("there is no");
  const found = findChromium({});
  if (found === undefined) expect(() => findChromium({ HUBBUB_REQUIRE_BROWSER: "1" })).toThrow("no Chromium");
  else expect(findChromium({ CI: "1" })).toBe(found);
});

browserTests("the fixture of the browser tests", (test) => {
  test("[U20.2] who has a name is logged in, each browser by a session of its own", async (world) => {
    const [ann, again] = [await world.person("ann"), await world.person("ann", { viewport: "phone" })];
    const sessions = await Promise.all([ann, again].map(keptSession));
    expect(sessions.map(({ user }) => user.name)).toEqual(["ann", "ann"]);
    expect(sessions[0]!.refreshToken).not.toBe(sessions[1]!.refreshToken);
    expect(await again.page.evaluate(() => [innerWidth, navigator.maxTouchPoints > 0])).toEqual([390, true]);
    const stranger = await world.stranger();
    expect(await stranger.page.evaluate(() => localStorage.getItem("hubbub-session"))).toBeNull();
  });

  test("[U20.3] what pages complain of, ask of others, and do against their policy is found", async (world) => {
    const ann = await world.stranger("ann");
    expect(ann.faults()).toEqual([]);
    await ann.page.evaluate(() => console.error("it said so"));
    await ann.page.evaluate(() => void setTimeout(() => void Promise.reject(new Error("not awaited"))));
    await ann.page.evaluate(() => fetch("http://localhost:1/").catch(() => {}));
    await ann.page.evaluate(() => document.head.append(document.createElement("style")));
    await ann.page.evaluate(() => {
      document.head.append(
        Object.assign(document.createElement("style"), { textContent: "a { color: red }" }),
      );
    });
    await eventually(() => expectFaults(ann, [/it said so/, /not awaited/, /localhost:1\//, /style-src/]));
    ann.complaints.allow(/./);
    expect(ann.faults()).toEqual([]);
  });

  test("[U20.4] nobody else can be reached, with or without a policy", async (world) => {
    const elsewhere = Bun.serve({ port: 0, hostname: "127.0.0.1", fetch: () => new Response("reached") });
    const ann = await world.stranger("ann");
    const outcome = await ann.page.goto(`http://127.0.0.1:${elsewhere.port}/`).catch(() => "not reached");
    expect(outcome).toBe("not reached");
    expectFaults(ann, [/another origin/, new RegExp(`127.0.0.1:${elsewhere.port}, which was refused`)]);
    ann.complaints.allow(/./);
    ann.line.strangers.length = 0;
    await elsewhere.stop(true);
  });

  test("[U20.5] a line that is cut ends what is open, one that is silent holds it, one half open loses it", async (world) => {
    const [ann, bob] = [await world.stranger("ann"), await world.stranger("bob")];
    ann.line.cut();
    expect(await health(ann.page)).toBe("no answer");
    expect(await health(bob.page)).toBe("ok");
    ann.line.restore();
    expect(await health(ann.page)).toBe("ok");

    ann.line.silence();
    const held = health(ann.page);
    expect(await Promise.race([held, health(bob.page)])).toBe("ok");
    expect(await health(ann.page, 300)).toBe("no answer");
    ann.line.restore();
    expect(await held).toBe("ok");

    ann.line.halfOpen();
    ann.line.restore();
    expect(await health(ann.page, 300)).toBe("no answer");
    expect(ann.faults()).toEqual([]);
  });

  test("[U20.6] a WebSocket of a line half open stays open, of one that is cut it closes", async (world) => {
    const ann = await world.stranger("ann");
    await ann.page.evaluate(openSocket);
    const before = ann.line.connections;
    ann.line.halfOpen();
    ann.line.restore();
    expect(await ann.page.evaluate(() => socket.readyState)).toBe(WebSocket.OPEN);
    expect(ann.line.connections).toBe(before);
    ann.line.cut();
    expect(await ann.page.evaluate(() => untilClosed)).toBe("closed");
    await eventually(() => expect(ann.line.connections).toBe(0));
  });

  test("[U20.8] a delay is one of each way", async (world) => {
    const ann = await world.stranger("ann");
    ann.line.delay(100);
    const startedAt = performance.now();
    expect(await health(ann.page)).toBe("ok");
    expect(performance.now() - startedAt).toBeGreaterThan(200);
  });

  test("[U20.7] a server that was killed or stopped comes back at its address with what it had", async (world) => {
    const ann = await world.person("ann");
    const channel = await world.channel("kept", ["ann"]);
    await world.server.kill();
    expect(await health(ann.page)).toBe("no answer");
    await world.server.startAgain();
    expect(await health(ann.page)).toBe("ok");
    await world.server.stop();
    await world.server.startAgain();
    const session = new MemorySession(await world.session("ann"));
    const client = await Hubbub.connect({ url: world.server.url, session });
    expect((await client.join(channel)).name).toBe("kept");
    client.close();
    expect(ann.faults()).toEqual([]);
  });

  test("[U20.9] axe finds what can't be used by everybody, in spite of the policy", async (world) => {
    const ann = await world.stranger("ann");
    await expectAccessible(ann.page);
    await ann.page.evaluate(() => document.body.append(document.createElement("button")));
    await expect(expectAccessible(ann.page)).rejects.toThrow(/button-name \(critical\)/);
    await expectAccessible(ann.page, { within: "#root" });
  });
});

/** The server's word for its health, or that it gave none in time. */
function health(page: Page, timeoutMs = 10_000): Promise<string> {
  return page.evaluate(
    (limit) =>
      fetch("/healthz", { cache: "no-store", signal: AbortSignal.timeout(limit) }).then(
        async (response) => (await response.text()).trim(),
        () => "no answer",
      ),
    timeoutMs,
  );
}

/** In the page, from `openSocket` on. */
declare const socket: WebSocket;
declare const untilClosed: Promise<string>;

async function openSocket(): Promise<void> {
  const opened = new WebSocket(`${location.origin.replace("http", "ws")}/ws`, "hubbub.v1.json");
  await new Promise((resolve) => opened.addEventListener("open", resolve));
  const closed = new Promise((resolve) => opened.addEventListener("close", () => resolve("closed")));
  Object.assign(globalThis, { socket: opened, untilClosed: closed });
}

function keptSession({ page }: Person): Promise<{ user: { name: string }; refreshToken: string }> {
  return page.evaluate(() => JSON.parse(localStorage.getItem("hubbub-session") ?? "null"));
}

/** Each is among them, and there is nothing else. */
function expectFaults(person: Person, expected: RegExp[]): void {
  const faults = person.faults();
  for (const pattern of expected) expect(faults.join("\n")).toMatch(pattern);
  const others = faults.filter((fault) => !expected.some((pattern) => pattern.test(fault)));
  expect(others).toEqual([]);
}
