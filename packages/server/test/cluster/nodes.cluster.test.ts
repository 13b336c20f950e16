import { afterAll, beforeAll, describe, expect, test } from "bun:test";

import type { Channel } from "@hubbub/client";
import { findNats, findPostgres } from "@hubbub/devkit";

import { type Cluster, startCluster } from "./nodes.ts";

const isThere = findPostgres() !== undefined && findNats() !== undefined;

/** The texts of a channel's messages, as a listener gets them. */
function hear(channel: Channel): string[] {
  const texts: string[] = [];
  channel.on("message", ({ text }) => texts.push(text));
  return texts;
}

async function until(holds: () => boolean): Promise<void> {
  const end = performance.now() + 15_000;
  while (!holds()) {
    if (performance.now() > end) throw new Error("it did not happen within 15 s");
    await Bun.sleep(10);
  }
}

describe.skipIf(!isThere)("two nodes on one database", () => {
  let cluster: Cluster;
  beforeAll(async () => {
    cluster = await startCluster(2);
  }, 60_000);
  afterAll(() => cluster[Symbol.asyncDispose]());

  test("[N1.1] what is said at one node is heard at the other, in order, each once", async () => {
    const [ann, bob] = [await cluster.client("ann", 0), await cluster.client("bob", 1)];
    const { id } = await ann.ask("createChannel", { name: "tea" });
    const [anns, bobs] = [await ann.join(id), await bob.join(id)];
    const heard = [hear(anns), hear(bobs)];
    const sent = Array.from({ length: 100 }, (_, n) => `message ${n}`);
    await Promise.all(sent.map((text, n) => (n % 2 === 0 ? anns : bobs).send(text)));
    await until(() => heard.every((texts) => texts.length >= sent.length));
    expect(heard[0]).toEqual(heard[1]!);
    expect(heard[0]!.toSorted()).toEqual(sent.toSorted());
  });

  test("[N1.2] while NATS is away, what other nodes do comes by way of the database, and nothing is lost or repeated", async () => {
    const [ann, bob] = [await cluster.client("ann", 0), await cluster.client("bob", 1)];
    const { id } = await ann.ask("createChannel", { name: "coffee" });
    const [anns, bobs] = [await ann.join(id), await bob.join(id)];
    const heard = hear(bobs);
    await anns.send("before");
    await until(() => heard.length === 1);
    await cluster.nats.kill();
    await anns.send("meanwhile");
    await until(() => heard.length === 2);
    await cluster.nats.start();
    await anns.send("after");
    await until(() => heard.length === 3);
    expect(heard).toEqual(["before", "meanwhile", "after"]);
  }, 60_000);
});
