import { afterAll, beforeAll, expect, test } from "bun:test";

import { type Crowd, startCrowd, startStack } from "@hubbub/devkit";
import { type HealthPage, SUBPROTOCOLS } from "@hubbub/protocol";

import own from "../package.json" with { type: "json" };
import { expectError, send, valueOf } from "./clients.ts";
import { channelWith, connectPerson, type Person } from "./people.ts";

/** Ms of a tick: samples of 20 and of 200 ms. */
const TICK_MS = 20;

let crowd: Crowd;
let admin: Person, ann: Person, bob: Person;
beforeAll(async () => {
  crowd = await startCrowd({ gateway: { healthTickMs: TICK_MS }, worker: {} });
  admin = await connectPerson(crowd, 1, { admin: true });
  [ann, bob] = [await connectPerson(crowd, 2), await connectPerson(crowd, 3)];
});
afterAll(() => crowd.close());

async function health(person: Person, since = 0, bySecond = false): Promise<HealthPage> {
  return valueOf(await person.ask({ case: "getHealth", value: { since, bySecond } }), "health");
}

/** Asks until the answer has what is wanted; gives all samples since `since`. */
async function until(since: number, isEnough: (page: HealthPage) => boolean): Promise<HealthPage> {
  for (;;) {
    const page = await health(admin, since);
    if (isEnough(page)) return page;
    await Bun.sleep(TICK_MS);
  }
}

const info = async () => valueOf(await admin.ask({ case: "getServerInfo", value: {} }), "serverInfo");

const newest = ({ samples }: HealthPage): number => samples.at(-1)?.at ?? 0;
/** How much there was of a rate over all samples. */
const total = (
  { samples }: HealthPage,
  rate: "eventsPerSecond" | "deliveriesPerSecond" | "commitsPerSecond",
) => Math.round(samples.reduce((sum, sample) => sum + (sample[rate] * sample.intervalMs) / 1000, 0));

test("[O13.4] samples of the load tell what administrators' clients saw happen, and every one comes once to who asks for newer ones", async () => {
  const channel = await channelWith(ann, "measured", [bob]);
  for (const person of [ann, bob]) await person.subscribe(channel);
  const before = newest(await until(0, ({ samples }) => samples.length > 1));
  for (let i = 0; i < 20; i++) valueOf(await ann.ask(send(channel, `${i}`)), "sent");
  // The 20 messages are within what is waited for, whatever came before.
  const page = await until(before, (some) => total(some, "deliveriesPerSecond") >= 40);
  expect(total(page, "eventsPerSecond")).toBeGreaterThanOrEqual(20);
  expect(total(page, "deliveriesPerSecond")).toBe(40);
  expect(total(page, "commitsPerSecond")).toBe(20);
  // A commit may be in one sample and its deliveries in the next.
  const committing = page.samples.filter(({ commitsPerSecond }) => commitsPerSecond > 0);
  for (const sample of committing) {
    expect(sample.commitEntries).toBe(1);
    expect(sample.commitP50Ms).toBeGreaterThan(0);
    expect(sample.commitP99Ms).toBeGreaterThanOrEqual(sample.commitP50Ms);
  }
  const delivering = page.samples.filter(({ deliveriesPerSecond }) => deliveriesPerSecond > 0);
  for (const sample of delivering) {
    expect(sample.latencyP50Ms).toBeGreaterThan(0);
    expect(sample.latencyP50Ms).toBeLessThanOrEqual(sample.latencyP90Ms);
    expect(sample.latencyP90Ms).toBeLessThanOrEqual(sample.latencyP99Ms);
    expect(sample.sentBytesPerSecond).toBeGreaterThan(0);
  }
  // A message is written out after its commit.
  const slowest = Math.max(...delivering.map(({ latencyP99Ms }) => latencyP99Ms));
  expect(slowest).toBeGreaterThan(Math.min(...committing.map(({ commitP50Ms }) => commitP50Ms)));
  for (const sample of page.samples) {
    expect([sample.connections, sample.users]).toEqual([3, 3]);
    expect(sample.memoryBytes).toBeGreaterThan(2 ** 20);
    expect(sample.cpuUserPercent + sample.cpuSystemPercent).toBeGreaterThan(0);
    expect(sample.loopDelayP50Ms).toBeLessThanOrEqual(sample.loopDelayP99Ms);
    expect(sample.loopDelayP99Ms).toBeLessThanOrEqual(sample.loopDelayMaxMs);
  }
  const later = await until(newest(page), ({ samples }) => samples.length > 0);
  const times = [...page.samples, ...later.samples].map(({ at }) => at);
  expect(times[0]).toBeGreaterThan(before);
  expect(times).toEqual([...new Set(times)].toSorted((a, b) => a - b));
  expect(page.intervalMs).toBe(10 * TICK_MS);
  expect(Math.abs(page.now - Date.now())).toBeLessThan(60_000);
});

test("[O13.5] the last samples are kept at ten times the resolution, so many and no more", async () => {
  const { samples } = await until(0, (page) => page.samples.length > 6);
  const fine = await health(admin, 0, true);
  expect(fine.intervalMs).toBe(TICK_MS);
  expect(fine.samples.length).toBe(60);
  // Ten of the one make one of the other, but for the rounding of each.
  const long = samples.at(-1)!;
  const parts = fine.samples.filter(({ at }) => at <= long.at).slice(-10);
  expect(parts.length).toBe(10);
  expect(
    Math.abs(parts.reduce((sum, { intervalMs }) => sum + intervalMs, 0) - long.intervalMs),
  ).toBeLessThanOrEqual(6);
  expect(parts.at(-1)!.at).toBe(long.at);
});

test("[O13.6] the load and the sizes of the server are for administrators, whatever the codec", async () => {
  for (const value of [
    ann,
    await connectPerson(crowd, 4, { bot: true, admin: true, scopes: ["users:read"] }),
  ]) {
    expectError(await value.ask({ case: "getHealth", value: {} }), "forbidden");
    expectError(await value.ask({ case: "getServerInfo", value: {} }), "forbidden");
  }
  const byJson = await connectPerson(crowd, 1, { admin: true }, SUBPROTOCOLS[1]);
  await until(0, ({ samples }) => samples.length > 1);
  const mine = await health(admin);
  const same = (await health(byJson)).samples.filter(({ at }) => at <= newest(mine));
  expect(same).toEqual(mine.samples);
  byJson.close();
});

test("[O13.7] a sample has what the worker told last, and nothing of a service that doesn't answer", async () => {
  const { samples } = await until(0, (page) => page.samples.at(-1)?.worker !== undefined);
  expect(samples.at(-1)!.worker!.memoryBytes).toBeGreaterThan(2 ** 20);
  // The mint that stands for the accounts service here has no figures.
  expect(samples.at(-1)!.accounts).toBeUndefined();
  const stack = await startStack({ gateway: { healthTickMs: TICK_MS } });
  try {
    const signUp = { name: "Ada", password: "correct horse", setup_code: stack.auth.setupCode };
    const answer = await fetch(`${stack.url}/auth/signup`, { method: "POST", body: JSON.stringify(signUp) });
    const { access_token: token } = (await answer.json()) as { access_token: string };
    const ask = async () => {
      const headers = { Authorization: `Bearer ${token}` };
      const reply = await fetch(`${stack.url}/api/commands/getHealth`, {
        method: "POST",
        headers,
        body: "{}",
      });
      return (await reply.json()) as HealthPage;
    };
    let page = await ask();
    while (!page.samples?.at(-1)?.accounts) page = await ask();
    const { accounts, worker } = page.samples.at(-1)!;
    expect(accounts!.memoryBytes).toBeGreaterThan(2 ** 20);
    expect(accounts!.hashWorkers).toBeGreaterThan(0);
    expect(worker).toBeUndefined();
  } finally {
    await stack.close();
  }
});

test("[O13.8] administrators are told the server's version and sizes", async () => {
  const before = await info();
  expect(before.version).toBe(own.version);
  expect(before.runtime).toContain(`Bun ${Bun.version}`);
  expect(before.startedAt).toBeLessThanOrEqual(before.now);
  expect(before.cpus).toBeGreaterThan(0);
  expect(before.databaseBytes).toBeGreaterThan(4096);
  expect(before.diskFreeBytes).toBeGreaterThan(0);
  expect([before.files, before.fileBytes, before.hasWorker]).toEqual([0, 0, true]);
  const channel = await channelWith(ann, "counted");
  valueOf(await ann.ask(send(channel, "one")), "sent");
  await connectPerson(crowd, 20);
  const after = await info();
  expect(after.channels).toBe(before.channels + 1);
  expect(after.users).toBe(before.users + 1);
  expect(after.events).toBeGreaterThan(before.events);
});
