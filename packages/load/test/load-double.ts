import { plateauLoad, type PlateauLoadOptions } from "../src/bench/plateau-load.ts";
import { Crowd } from "../src/generator/crowd.ts";
import { DEFAULT_WIRE, type WireOptions } from "../src/generator/wire.ts";
import { type DoubleOptions, startDouble } from "./server-double.ts";

/** In one channel. */
export const USERS = 5;

export function startCrowdOnDouble(double: DoubleOptions, { codec, deflate }: WireOptions) {
  const server = startDouble(double);
  const { url } = server;
  const crowd = new Crowd({ codec, deflate, url, users: USERS, channels: 1, token: undefined, acks: true });
  return { server, crowd };
}

/** Loads a double with five users for half a second; `ends`: why connections ended. */
export async function loadDouble(double: DoubleOptions, options: Partial<PlateauLoadOptions> = {}) {
  const { server, crowd } = startCrowdOnDouble(double, { ...DEFAULT_WIRE, ...double });
  await crowd.gather();
  const result = await plateauLoad(crowd, {
    rate: 50,
    shape: "poisson",
    seed: 5,
    size: 64,
    rampMs: 0,
    plateauMs: 500,
    silent: () => false,
    settleMs: 200,
    plateau: { begin: () => {}, end: () => {} },
    ...options,
  });
  crowd.close();
  server.stop();
  return { ...result, ends: crowd.ends };
}
