import type { GatewayContext } from "../../gateway/gateway-context.ts";

/** Does what the worker asks for, and gives the answer; throws Refusal. It may be asked again for the same thing. */
export type FromWorker = (gateway: GatewayContext, body: unknown) => Promise<unknown>;
