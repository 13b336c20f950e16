import { expect } from "bun:test";

import { browserTests } from "./browser/browser-tests.ts";
import { fillChannel } from "./list/fill-channel.ts";
import { ask, readerScript } from "./list/list-reader.ts";

/** More than twice as many as a view holds, so that each way some are let go at one end while others come at the other. */
const MESSAGES = 1_200;

browserTests("scrolling", (test) => {
  test(
    "[U30.2] from the newest message to the first and back each is seen, in order, and none moves by itself",
    async (world) => {
      const channel = await world.channel("long", ["ann", "bob"]);
      const seqs = await fillChannel(await world.client("bob"), channel, MESSAGES);
      const client = await world.client("ann");
      await client.ask("markRead", { channel, seq: seqs.at(-1)! });
      const ann = await world.person("ann", { path: `/c/${channel}`, script: await readerScript() });
      await ann.page.locator("article[data-seq]").last().waitFor();
      expect(await ask(ann, "readThrough", -1)).toEqual({ seen: seqs.toReversed(), faults: [] });
      expect(await ask(ann, "readThrough", 1)).toEqual({ seen: seqs, faults: [] });
    },
    { timeoutMs: 180_000 },
  );
});
