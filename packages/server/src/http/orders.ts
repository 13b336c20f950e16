import { Refusal } from "../errors.ts";
import type { GatewayContext } from "../gateway/gateway-context.ts";
import { carryOut, type OrderInput, type OrderName, ORDERS } from "../operator/orders.ts";
import { StoreUnavailable } from "../store/store.ts";
import { refuseControl } from "./control.ts";

/**
 * POST /control/orders/NAME with the control key: carries out an order of the command line, JSON in, JSON out. What is
 * refused is answered with 400 or 503 and a sentence.
 */
export async function answerOrder(gateway: GatewayContext, request: Request): Promise<Response> {
  const refused = refuseControl(gateway, request);
  if (refused) return refused;
  const name = new URL(request.url).pathname.slice("/control/orders/".length);
  if (!Object.hasOwn(ORDERS, name)) return new Response("There is no such order.\n", { status: 404 });
  const { writes, store } = gateway;
  const operator = { do: writes.do.bind(writes), read: store.read.bind(store) };
  try {
    const input = (await request.json()) as OrderInput<OrderName>;
    return Response.json((await carryOut(operator, name as OrderName, input)) ?? null);
  } catch (error) {
    if (error instanceof Refusal) return new Response(`${error.message}\n`, { status: 400 });
    if (error instanceof StoreUnavailable) return new Response(`${error.message}\n`, { status: 503 });
    throw error;
  }
}
