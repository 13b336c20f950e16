import { beforeAll, expect } from "bun:test";

import { SeedRandom } from "@hubbub/devkit";

import { browserTests } from "./browser/browser-tests.ts";
import { eventually } from "./browser/eventually.ts";
import type { World } from "./browser/world.ts";
import { ChatWindow, sdkScript } from "./never-wrong/chat-window.ts";
import { expectExact } from "./never-wrong/expect-exact.ts";
import { RandomRun } from "./never-wrong/random-run.ts";

/** Each of them its own way through what can happen; another one with HUBBUB_SEED. */
const SEEDS = process.env["HUBBUB_SEED"] ? [Number(process.env["HUBBUB_SEED"])] : [1, 2, 3];
const STEPS = 40;
/** A line half open is found out by two and a half heartbeats of 25 s. */
const FOUND_OUT_MS = 90_000;

browserTests("what two and three browsers show", (test) => {
  let script: string;
  beforeAll(async () => {
    script = await sdkScript();
  });

  let channels = 0;
  /** A channel of their own, and a window of each. */
  async function meet(world: World, ...names: string[]): Promise<{ channel: number; windows: ChatWindow[] }> {
    const channel = await world.channel(`meeting-${++channels}`, [...new Set(names)]);
    const windows: ChatWindow[] = [];
    for (const name of names) windows.push(await ChatWindow.open(world, name, channel, script));
    return { channel, windows };
  }

  test("[U21.1] what is sent while the line is cut is shown at once, and settles once when it is back", async (world) => {
    const { channel, windows } = await meet(world, "ann", "bob");
    const [ann, bob] = windows as [ChatWindow, ChatWindow];
    await ann.send("before");
    await expectExact(world, channel, windows, ["before"]);
    ann.person.line.cut();
    await eventually(async () => expect((await ann.statuses()).at(-1)).toBe("offline"));
    expect((await ann.send("while away")).unsent).toEqual(["while away"]);
    await bob.send("meanwhile");
    ann.person.line.restore();
    await expectExact(world, channel, windows, ["before", "meanwhile", "while away"]);
  });

  test("[U21.2] what waits to be sent is still there after a reload, and is sent once", async (world) => {
    const { channel, windows } = await meet(world, "ann", "bob");
    const [ann] = windows as [ChatWindow];
    ann.person.line.cut();
    for (const text of ["one", "two", "three"]) await ann.send(text);
    await ann.close();
    ann.person.line.restore();
    await ann.openAgain();
    await expectExact(world, channel, windows, ["one", "two", "three"]);
    await ann.reload();
    await expectExact(world, channel, windows, ["one", "two", "three"]);
  });

  test("[U21.3] sends on their way when the server is killed or stopped arrive once", async (world) => {
    const { channel, windows } = await meet(world, "ann", "bob");
    const [ann, bob] = windows as [ChatWindow, ChatWindow];
    const sent: string[] = [];
    for (const end of ["kill", "stop"] as const) {
      for (let at = 0; at < 20; at++) {
        sent.push(`${end} ${at}`);
        await (at % 2 === 0 ? ann : bob).send(`${end} ${at}`);
      }
      await world.server[end]();
      await ann.send(`after ${end}`);
      sent.push(`after ${end}`);
      await world.server.startAgain();
    }
    await expectExact(world, channel, windows, sent, { anyOrder: true });
  });

  test("[U21.4] a silence holds messages back and loses none", async (world) => {
    const { channel, windows } = await meet(world, "ann", "bob");
    const [ann, bob] = windows as [ChatWindow, ChatWindow];
    ann.person.line.silence();
    await ann.send("into the silence");
    await bob.send("out of the noise");
    expect((await ann.now()).messages).toEqual([]);
    ann.person.line.restore();
    await expectExact(world, channel, windows, ["out of the noise", "into the silence"]);
  });

  test(
    "[U21.5] a line that is half open is found out, and what was sent into it arrives once",
    async (world) => {
      const { channel, windows } = await meet(world, "ann", "bob");
      const [ann, bob] = windows as [ChatWindow, ChatWindow];
      await ann.send("before");
      await expectExact(world, channel, windows, ["before"]);
      ann.person.line.halfOpen();
      ann.person.line.restore();
      await ann.send("into nothing");
      await bob.send("unheard");
      await expectExact(world, channel, windows, ["before", "unheard", "into nothing"], {
        timeoutMs: FOUND_OUT_MS,
      });
      expect(await ann.statuses()).toContain("offline");
    },
    { timeoutMs: 2 * FOUND_OUT_MS },
  );

  test("[U21.6] a draft is kept over a reload and a cut line, and is in the other browser", async (world) => {
    const { windows } = await meet(world, "ann", "ann");
    const [here, there] = windows as [ChatWindow, ChatWindow];
    await here.setDraft("half a thought");
    await eventually(async () => expect(await there.draft()).toBe("half a thought"));
    await here.reload();
    await eventually(async () => expect(await here.draft()).toBe("half a thought"));
    there.person.line.cut();
    await there.setDraft("another half");
    there.person.line.restore();
    await eventually(async () => expect(await here.draft()).toBe("another half"));
  });

  for (const seed of SEEDS)
    test(
      `[U21.7] whatever is cut, killed and reloaded, each window is the server's log (seed ${seed})`,
      async (world) => {
        const { channel, windows } = await meet(world, "ann", "bob", "cleo");
        const run = new RandomRun({ world, windows, random: new SeedRandom(seed) });
        for (let step = 0; step < STEPS; step++) await run.step();
        const sent = await run.end();
        await expectExact(world, channel, windows, sent, { anyOrder: true, timeoutMs: 60_000 });
      },
      { timeoutMs: 180_000 },
    );
});
