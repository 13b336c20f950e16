import { expect, test } from "bun:test";

import type { UserEvent } from "@hubbub/protocol";

import { UserFeed } from "../src/user-feed.ts";
import { randomOf } from "./setup.ts";

/** One user's things: each change gives one of a few the next version. */
class Things {
  readonly newest = new Map<number, UserEvent>();
  version = 0;

  change(thing: number): UserEvent {
    this.version += 1;
    const event: UserEvent = {
      version: this.version,
      body: { case: "thread", value: { channel: thing, root: 1, following: true, read: this.version } },
    };
    this.newest.set(thing, event);
    return event;
  }

  after(version: number, most: number) {
    const newer = [...this.newest.values()].filter((event) => event.version > version);
    const events = newer.toSorted((a, b) => a.version - b.version).slice(0, most);
    return { events, more: events.length < newer.length, version: this.version };
  }
}

const read = ({ body }: UserEvent) => (body.case === "thread" ? [body.value.channel, body.value.read] : []);

test("[K21.1] the user's own ends as the server has it, whatever is lost, late or comes twice (200 seeds)", async () => {
  for (let seed = 1; seed <= 200; seed++) {
    const random = randomOf(seed);
    const things = new Things();
    const known = new Map<number, UserEvent>();
    const applied: number[] = [];
    const answers: (() => void)[] = [];
    const feed = new UserFeed({
      fetch: (after) => {
        const page = things.after(after, 1 + Math.floor(random() * 4));
        return new Promise((resolve) => answers.push(() => resolve(page)));
      },
      apply: (event) => {
        applied.push(event.version);
        known.set(Number(read(event)[0]), event);
      },
      synced: () => {},
      failed: (error) => {
        throw error;
      },
    });
    feed.begin(0);
    for (let step = 0; step < 60; step++) {
      const event = things.change(Math.floor(random() * 6));
      const lot = random();
      if (lot < 0.7) feed.live([event]);
      if (lot < 0.1) feed.live([event]);
      if (lot > 0.9) feed.reach(event.version);
      if (random() < 0.4) answers.shift()?.();
      if (random() < 0.5) await Promise.resolve();
    }
    feed.reach(things.version);
    for (let turns = 0; turns < 200 && feed.version < things.version; turns++) {
      answers.shift()?.();
      await new Promise((resolve) => setImmediate(resolve));
    }
    expect({ seed, version: feed.version, known: [...known.values()].map(read).toSorted() }).toEqual({
      seed,
      version: things.version,
      known: [...things.newest.values()].map(read).toSorted(),
    });
    // In the order of versions, so that nothing older comes after something newer.
    expect(applied).toEqual(applied.toSorted((a, b) => a - b));
  }
});

test("[K21.2] what is said to exist and doesn't is asked for once", async () => {
  let asked = 0;
  const feed = new UserFeed({
    fetch: async () => {
      asked += 1;
      return { events: [], more: false, version: 3 };
    },
    apply: () => {},
    synced: () => {},
    failed: () => {},
  });
  feed.begin(0);
  feed.reach(9);
  await new Promise((resolve) => setImmediate(resolve));
  expect({ asked, version: feed.version }).toEqual({ asked: 1, version: 3 });
});
