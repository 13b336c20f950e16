import { expect, test } from "bun:test";

import { Flusher, type FlushSource, type Writer } from "../src/core/flusher.ts";
import { Pacing } from "../src/core/pacing.ts";

/** Parts that a flush hands over in turn, each a list of writers to add. */
class Parts implements FlushSource {
  /** For the next flush. */
  pending: (() => Writer[])[] = [];
  #round: (() => Writer[])[] = [];
  flusher: Flusher | undefined;

  beginRound(): void {
    [this.#round, this.pending] = [this.pending, []];
  }

  sealNext(): boolean {
    const part = this.#round.shift();
    for (const writer of part?.() ?? []) this.flusher!.add(writer);
    return part !== undefined;
  }

  get hasPending(): boolean {
    return this.pending.length > 0;
  }
}

/** A flusher of which every flush with writers is recorded: how many it wrote to. */
function recorded(pacing: Pacing) {
  const flushes: number[] = [];
  const source = new Parts();
  let flushed = Promise.withResolvers<void>();
  const flusher = new Flusher(pacing, source, {
    flushed(_ms, writers) {
      flushes.push(writers);
      flushed.resolve();
      flushed = Promise.withResolvers<void>();
    },
  });
  source.flusher = flusher;
  return { flusher, source, flushes, next: () => flushed.promise };
}

/** Notes its name when it is written. */
function writer<Name>(name: Name, written: Name[], then: () => void = () => {}): Writer {
  return {
    write() {
      written.push(name);
      then();
      return true;
    },
  };
}

/** Burns so many ms, as writing to thousands of sockets does. */
function burn(ms: number): void {
  for (const end = performance.now() + ms; performance.now() < end;);
}

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

test("[G12.1] a flush writes each connection once, and what came in one turn leaves in one flush", async () => {
  const { flusher, flushes, next } = recorded(new Pacing("adaptive"));
  const written: number[] = [];
  for (let id = 0; id < 100; id++) flusher.add(writer(id, written));
  expect(written).toEqual([]);
  await next();
  expect(written).toEqual(Array.from({ length: 100 }, (_, id) => id));
  expect(flushes).toEqual([100]);
});

test("[G12.2] what the hub hands over in a flush is written by that flush, which plans no second one", async () => {
  const pacing = new Pacing("adaptive");
  const { flusher, source, flushes, next } = recorded(pacing);
  const written: string[] = [];
  source.pending.push(() => [writer("first", written)]);
  flusher.schedule();
  await next();
  const rest = 3_600_000;
  pacing.flushed(performance.now() + rest, 0);
  source.pending.push(() => [writer("second", written)]);
  flusher.schedule();
  // A second flush planned by the first would run now, in spite of the rest.
  for (let turns = 0; turns < 5; turns++) await turn();
  expect(written).toEqual(["first"]);
  flusher.flush();
  expect(written).toEqual(["first", "second"]);
  expect(flushes).toEqual([1, 1]);
});

test("[G12.3] what a write adds is written by a further flush", async () => {
  const { flusher, flushes, next } = recorded(new Pacing("adaptive"));
  const written: string[] = [];
  flusher.add(writer("first", written, () => flusher.add(writer("second", written))));
  await next();
  expect(written).toEqual(["first"]);
  await next();
  expect(written).toEqual(["first", "second"]);
  expect(flushes).toEqual([1, 1]);
});

test("[G12.4] a flush that writes nothing is no flush: it sets no rest", () => {
  const pacing = new Pacing("adaptive");
  const { flusher, source, flushes } = recorded(pacing);
  flusher.flush();
  source.pending.push(() => {
    burn(2);
    return [];
  });
  flusher.flush();
  expect(flushes).toEqual([]);
  expect(pacing.wait(performance.now())).toBe(0);
});

test("[G12.5] a long flush lets the event loop turn between its parts, hands each part over in its turn, and counts once", async () => {
  const { flusher, source, flushes, next } = recorded(new Pacing("adaptive"));
  const written: string[] = [];
  let turns = 0;
  const turned: number[] = [];
  for (let part = 0; part < 4; part++) {
    source.pending.push(() => {
      turned.push(turns);
      return [writer(`part ${part}`, written, () => burn(5))];
    });
  }
  const count = (): void => {
    turns++;
    if (written.length < 4) setImmediate(count);
  };
  flusher.schedule();
  setImmediate(count);
  await next();
  expect(written).toEqual(["part 0", "part 1", "part 2", "part 3"]);
  expect(turned).toEqual([...new Set(turned)]);
  expect(turns).toBeGreaterThanOrEqual(3);
  expect(flushes).toEqual([4]);
});

test("[G12.6] what is added between two slices waits for the next flush, so that nobody is written twice in one", async () => {
  const { flusher, source, flushes, next } = recorded(new Pacing("adaptive"));
  const written: string[] = [];
  source.pending.push(() => [
    writer("a", written, () => {
      setImmediate(() => flusher.add(writer("late", written)));
      burn(5);
    }),
  ]);
  source.pending.push(
    () => [writer("b", written, () => burn(5))],
    () => [writer("c", written)],
  );
  flusher.schedule();
  await next();
  expect(written).toEqual(["a", "b", "c"]);
  await next();
  expect(written).toEqual(["a", "b", "c", "late"]);
  expect(flushes).toEqual([3, 1]);
});

test("[G12.7] a flush that can't wait ends the one under way first, and nothing is left", async () => {
  const { flusher, source, next } = recorded(new Pacing("adaptive"));
  const written: string[] = [];
  source.pending.push(
    () => [writer("a", written, () => burn(5))],
    () => [writer("b", written)],
  );
  flusher.schedule();
  await turn();
  const flushed = next();
  source.pending.push(() => [writer("c", written)]);
  flusher.add(writer("d", written));
  flusher.flush();
  await flushed;
  expect(written).toEqual(["a", "b", "d", "c"]);
});

test("[G12.8] a writer that waits for more is not counted until it has written", async () => {
  const { flusher, source, flushes, next } = recorded(new Pacing("adaptive"));
  const written: string[] = [];
  flusher.add({ write: () => false });
  source.pending.push(() => [writer("a", written)]);
  await next();
  expect(flushes).toEqual([1]);
});

test("[G12.9] in immediate mode whatever is added is written before the call returns", () => {
  const { flusher, flushes } = recorded(new Pacing("immediate"));
  const written: string[] = [];
  flusher.add(writer("first", written, () => flusher.add(writer("second", written))));
  expect(written).toEqual(["first", "second"]);
  expect(flushes).toEqual([1, 1]);
});
