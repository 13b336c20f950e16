import { defineScenario, figure } from "./scenario.ts";

/** Memory of one connection that does nothing, at most. */
const CONNECTION_BYTES = 5120;
/** Of fewer, the memory of each is lost in what the server's own moves by. */
const LEAST_USERS = 1000;

export const scenario = defineScenario({
  name: "idle",
  summary: "connections that do nothing but answer heartbeats, and the memory that each takes",
  defaults: { users: 15_000, channels: 0, rate: 0, rampUpMs: 0, plateauMs: 30_000, rampDownMs: 0 },
  async inRun({ options, connected, at, gatewayMemory, note }) {
    const take = (name: string) => {
      const bytes = gatewayMemory();
      if (bytes !== null) note(name, bytes);
    };
    take("before");
    await connected();
    take("connected");
    await at(options.rampUpMs + options.plateauMs);
    take("after");
  },
  async inWorker({ options, crowd, at, count }) {
    await at(options.rampUpMs + options.plateauMs);
    count("heartbeats", crowd.heartbeats);
  },
  figures({ options: { users }, counted, noted }) {
    const [before, connected, after] = ["before", "connected", "after"].map(noted);
    const isFew = users < LEAST_USERS;
    const few = " (the memory of each can't be told of fewer than 1,000 users)";
    const heartbeats = figure(
      "heartbeats",
      `heartbeats answered${isFew ? few : ""}`,
      counted("heartbeats"),
      "",
    );
    if (isFew || before === undefined || connected === undefined || after === undefined) return [heartbeats];
    const each = (bytes: number) => Math.max(0, bytes - before) / users;
    return [
      figure("bytes-connected", "memory of each, when all had connected", each(connected), "bytes"),
      figure("bytes-each", "memory of each, at the end", each(after), "bytes"),
      heartbeats,
    ];
  },
  // A remote server's memory can't be known.
  thresholds: ({ target, users }): Record<string, number> =>
    target === null && users >= LEAST_USERS ? { "bytes-each": CONNECTION_BYTES } : {},
});
