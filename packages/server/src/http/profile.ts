import { Session } from "node:inspector/promises";

import type { GatewayContext } from "../gateway/gateway-context.ts";
import { refuseControl } from "./control.ts";

const MAX_SECONDS = 300;
let running = false;

/**
 * POST /control/profile?seconds=N with the control key: a CPU profile of the main thread while it goes on,
 * in the .cpuprofile format of Chrome's developer tools.
 */
export async function profile(gateway: GatewayContext, request: Request): Promise<Response> {
  const refused = refuseControl(gateway, request);
  if (refused) return refused;
  const seconds = Number(new URL(request.url).searchParams.get("seconds"));
  if (!(seconds > 0 && seconds <= MAX_SECONDS)) {
    return new Response(`seconds: more than 0, at most ${MAX_SECONDS}.\n`, { status: 400 });
  }
  if (running) return new Response("A profile is being taken already.\n", { status: 409 });
  running = true;
  try {
    return Response.json(await takeProfile(seconds));
  } finally {
    running = false;
  }
}

async function takeProfile(seconds: number): Promise<unknown> {
  const session = new Session();
  session.connect();
  try {
    await session.post("Profiler.enable");
    await session.post("Profiler.setSamplingInterval", { interval: 500 });
    await session.post("Profiler.start");
    await Bun.sleep(seconds * 1000);
    return (await session.post("Profiler.stop")).profile;
  } finally {
    session.disconnect();
  }
}
