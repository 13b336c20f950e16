import { cpus, release, totalmem, type } from "node:os";

import own from "../../package.json" with { type: "json" };
import { type Machine } from "../result/result.ts";

/** What the figures of this machine are figures of. */
export function describeMachine(): Machine {
  const [cpu] = cpus();
  return {
    cpu: cpu?.model.trim() ?? "unknown",
    cores: cpus().length,
    memory: totalmem(),
    os: `${type()} ${release()}`,
    bun: Bun.version,
    hubbub: own.version,
  };
}
