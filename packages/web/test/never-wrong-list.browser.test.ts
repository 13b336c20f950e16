import { beforeAll, expect } from "bun:test";

import { SeedRandom } from "@hubbub/devkit";

import { browserTests } from "./browser/browser-tests.ts";
import { eventually } from "./browser/eventually.ts";
import type { World } from "./browser/world.ts";
import { expectExact } from "./never-wrong/expect-exact.ts";
import { listScript, ListWindow } from "./never-wrong/list-window.ts";
import { RandomRun } from "./never-wrong/random-run.ts";

const STEPS = 30;
const SEED = Number(process.env["HUBBUB_SEED"] ?? 7);

browserTests("what the web client shows, whatever happens", (test) => {
  let script: string;
  beforeAll(async () => {
    script = await listScript();
  });

  let channels = 0;
  /** A channel of their own, and a window of each. */
  async function meet(world: World, ...names: string[]): Promise<{ channel: number; windows: ListWindow[] }> {
    const channel = await world.channel(`gathering-${++channels}`, [...new Set(names)]);
    const windows: ListWindow[] = [];
    for (const name of names) windows.push(await ListWindow.open(world, name, channel, script));
    return { channel, windows };
  }

  test("[U37.1] while the line is cut it says so; what is sent waits in the list, over a reload too, and settles once", async (world) => {
    const { channel, windows } = await meet(world, "ann", "bob");
    const [ann, bob] = windows as [ListWindow, ListWindow];
    await ann.send("before");
    ann.person.line.cut();
    await ann.connection.getByText("You are offline.").waitFor();
    await ann.connection.getByRole("button", { name: "Try now" }).waitFor();
    expect((await ann.send("while away")).unsent).toEqual(["while away"]);
    await bob.send("meanwhile");
    await ann.close();
    ann.person.line.restore();
    await ann.openAgain();
    await expectExact(world, channel, windows, ["before", "meanwhile", "while away"]);
    await eventually(async () => expect(await ann.connection.count()).toBe(0));
  });

  test("[U37.2] over a server killed and stopped, lists of many screens are the server's log", async (world) => {
    const { channel, windows } = await meet(world, "ann", "bob");
    const [ann, bob] = windows as [ListWindow, ListWindow];
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
    await expectExact(world, channel, windows, sent, { anyOrder: true, timeoutMs: 30_000 });
  });

  test("[U37.3] a page whose line was lost in its sleep is exact soon after it is looked at again", async (world) => {
    const { channel, windows } = await meet(world, "ann", "bob");
    const [ann, bob] = windows as [ListWindow, ListWindow];
    await ann.send("before");
    ann.person.line.halfOpen();
    await bob.send("while ann sleeps");
    ann.person.line.restore();
    // A headless browser's pages are always seen: it is told here, as browsers tell after sleep.
    await ann.person.page.evaluate(() => document.dispatchEvent(new Event("visibilitychange")));
    await expectExact(world, channel, windows, ["before", "while ann sleeps"], { timeoutMs: 30_000 });
  });

  test("[U37.12] a machine that slept and woke without a word of it finds by its clock that its line was lost", async (world) => {
    const { channel, windows } = await meet(world, "ann", "bob");
    const [ann, bob] = windows as [ListWindow, ListWindow];
    await ann.send("before");
    ann.person.line.halfOpen();
    await bob.send("while ann sleeps");
    ann.person.line.restore();
    // Too short for missing heartbeats to tell of it.
    await ann.person.page.evaluate((sleptMs) => {
      const { now } = Date;
      Date.now = () => now() + sleptMs;
    }, 30_000);
    await expectExact(world, channel, windows, ["before", "while ann sleeps"], { timeoutMs: 30_000 });
  });

  test("[U37.4] a draft is kept over a reload, and is in the other browser", async (world) => {
    const { windows } = await meet(world, "ann", "ann");
    const [here, there] = windows as [ListWindow, ListWindow];
    await here.write("half a thought");
    await eventually(async () => expect(await there.written()).toBe("half a thought"));
    await here.reload();
    await eventually(async () => expect(await here.written()).toBe("half a thought"));
  });

  test("[U37.5] after a deploy, what is loaded later is gone: the page says so, and loads itself anew", async (world) => {
    const ann = await world.person("ann", { path: "/threads" });
    ann.complaints.allow(/404|Failed to fetch dynamically imported module/);
    await ann.link("Drafts").waitFor();
    await ann.context.route("**/assets/*.js", (route) => route.fulfill({ status: 404 }));
    await ann.link("Drafts").click();
    await ann.page.getByRole("alert").getByText("Hubbub was updated").waitFor();
    await ann.context.unroute("**/assets/*.js");
    await ann.button("Reload").click();
    await ann.heading("Drafts and scheduled messages").waitFor();
  });

  test(
    `[U37.6] whatever is cut, killed and reloaded, each list is the server's log (seed ${SEED})`,
    async (world) => {
      const { channel, windows } = await meet(world, "ann", "bob");
      const run = new RandomRun({ world, windows, random: new SeedRandom(SEED) });
      for (let step = 0; step < STEPS; step++) await run.step();
      const sent = await run.end();
      await expectExact(world, channel, windows, sent, { anyOrder: true, timeoutMs: 60_000 });
    },
    { timeoutMs: 180_000 },
  );
});
