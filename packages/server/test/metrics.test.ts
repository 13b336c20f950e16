import { afterAll, beforeAll, expect, test } from "bun:test";

import { type Crowd, openRawClient, startCrowd, startStack } from "@hubbub/devkit";

import { createChannel, send, valueOf } from "./clients.ts";

let crowd: Crowd;
beforeAll(async () => {
  crowd = await startCrowd({ gateway: { sendRate: { burst: 3, perSecond: 1 } } });
});
afterAll(() => crowd.close());

/** The figures by name, labels included. */
async function scrape(url: string): Promise<Map<string, number>> {
  const answer = await fetch(`${url}/metrics`);
  expect(answer.headers.get("content-type")).toStartWith("text/plain; version=0.0.4");
  const lines = (await answer.text()).split("\n").filter((line) => line !== "" && !line.startsWith("#"));
  return new Map(
    lines.map((line) => [
      line.slice(0, line.lastIndexOf(" ")),
      Number(line.slice(line.lastIndexOf(" ") + 1)),
    ]),
  );
}

test("[O13.1] /metrics counts connections, deliveries, commits, flushes, and every bound that was met", async () => {
  const [ann, bob] = [
    await openRawClient(crowd.url, await crowd.mint.token(1)),
    await openRawClient(crowd.url, await crowd.mint.token(2)),
  ];
  const channel = await createChannel(ann, "counted");
  for (const client of [ann, bob]) await client.ask({ case: "subscribe", value: { channel } });
  const replies = await Promise.all(Array.from({ length: 4 }, (_, i) => ann.ask(send(channel, `${i}`))));
  expect(replies.map((body) => body?.case)).toEqual(["sent", "sent", "sent", "error"]);
  await bob.until(({ events }) => events.some(({ seq }) => seq === 5));
  const bad = await openRawClient(crowd.url, await crowd.mint.token(3));
  bad.raw("text");
  await bad.closed;

  const figures = await scrape(crowd.url);
  const exact = {
    hubbub_connections: 2,
    hubbub_topics: 1,
    hubbub_deliveries_total: 6,
    hubbub_events_total: 3,
    hubbub_bad_frames_total: 1,
    hubbub_rate_limited_total: 1,
    hubbub_outbound_full_total: 0,
    hubbub_log_full_total: 0,
    hubbub_internal_errors_total: 0,
    hubbub_log_waiting: 0,
    hubbub_commit_entries_sum: 3,
    'hubbub_closed_total{reason="bad_frame"}': 1,
  };
  for (const [name, value] of Object.entries(exact)) expect([name, figures.get(name)]).toEqual([name, value]);
  for (const name of [
    "hubbub_commit_ms_count",
    "hubbub_commit_ms_sum",
    "hubbub_latency_ms_count",
    "hubbub_latency_ms_sum",
    "hubbub_published_total",
    "hubbub_flush_ms_count",
    "hubbub_flush_connections_sum",
    "hubbub_frames_sent_total",
    "hubbub_sent_bytes_total",
    "hubbub_memory_bytes",
    "hubbub_cpu_seconds",
    "hubbub_users",
  ]) {
    expect([name, figures.get(name)! > 0]).toEqual([name, true]);
  }
  for (const name of ["hubbub_flush_interval_ms", "hubbub_loop_delay_max_ms", "hubbub_loop_delay_mean_ms"]) {
    expect([name, figures.get(name)! >= 0]).toEqual([name, true]);
  }
});

test("[O13.2] /metrics has the accounts service's figures too, the hash queue's delay among them", async () => {
  const stack = await startStack();
  try {
    const body = JSON.stringify({ name: "Ada", password: "correct horse" });
    const answer = await fetch(`${stack.url}/auth/signup`, { method: "POST", body });
    expect(answer.status).toBe(201);
    const figures = await scrape(stack.url);
    expect(figures.get("hubbub_auth_hash_queue_delay_seconds_count")).toBeGreaterThan(0);
    expect(figures.has("hubbub_auth_hash_queue_delay_p95_seconds")).toBe(true);
    expect(figures.has("hubbub_connections")).toBe(true);
  } finally {
    await stack.close();
  }
});

test("[O13.3] without the accounts service /metrics still has the gateway's own figures", async () => {
  const lonely = await startCrowd();
  await lonely.mint.close();
  const client = await openRawClient(lonely.url);
  expect((await scrape(lonely.url)).get("hubbub_connections")).toBe(1);
  client.close();
  await lonely.close();
});

test("[P7.18] what fails unexpectedly is answered as internal, counted, and ends neither the process nor the connection", async () => {
  const client = await openRawClient(crowd.url, await crowd.mint.token(7));
  // An end that no clock can show: signed by the accounts service, so nothing looks for it.
  const token = await crowd.mint.token(7, { claims: { exp: 1e300 } });
  const reply = valueOf(await client.ask({ case: "authenticate", value: { token } }), "error");
  expect([reply.code, reply.name, reply.retryAfterMs]).toEqual([161, "internal", 1000]);
  expect((await scrape(crowd.url)).get("hubbub_internal_errors_total")).toBe(1);
  expect((await client.ask({ case: "getUsers", value: { ids: [7] } }))?.case).toBe("users");
});
