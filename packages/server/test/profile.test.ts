import { afterAll, beforeAll, describe, expect, test } from "bun:test";

import { type Crowd, startCrowd } from "@hubbub/devkit";

let crowd: Crowd;
beforeAll(async () => {
  crowd = await startCrowd({ gateway: { controlKey: "the control key" } });
});
afterAll(() => crowd.close());

const profile = (query: string, key?: string, method = "POST") =>
  fetch(`${crowd.url}/control/profile${query}`, {
    method,
    headers: key === undefined ? {} : { Authorization: `Bearer ${key}` },
  });

describe("/control/profile", () => {
  test("[O6.1] a profile needs the control key, POST, and a time of 0 to 300 seconds", async () => {
    expect((await profile("?seconds=1")).status).toBe(403);
    expect((await profile("?seconds=1", "the control kez")).status).toBe(403);
    expect((await profile("?seconds=1", "")).status).toBe(403);
    expect((await profile("?seconds=1", "the control key", "GET")).status).toBe(405);
    for (const query of [
      "",
      "?seconds=0",
      "?seconds=-1",
      "?seconds=301",
      "?seconds=x",
      "?seconds=Infinity",
    ]) {
      expect([query, (await profile(query, "the control key")).status]).toEqual([query, 400]);
    }
    const keyless = await startCrowd();
    const answer = await fetch(`${keyless.url}/control/profile?seconds=1`, {
      method: "POST",
      headers: { Authorization: "Bearer undefined" },
    });
    expect(answer.status).toBe(403);
    await keyless.close();
  });

  test("[O6.2] a profile is a .cpuprofile of the main thread; two at once are refused", async () => {
    const first = profile("?seconds=0.5", "the control key");
    const second = await profile("?seconds=0.5", "the control key");
    expect(second.status).toBe(409);
    const taken = (await (await first).json()) as {
      nodes: unknown[];
      samples: number[];
      startTime: number;
      endTime: number;
    };
    expect(taken.nodes.length).toBeGreaterThan(1);
    expect(taken.samples.length).toBeGreaterThan(0);
    expect(taken.endTime).toBeGreaterThan(taken.startTime);
  });
});
