import {
  archiveChannel,
  createChannel,
  listChannels,
  listMembers,
  setRetention,
  setRole,
} from "./channel-orders.ts";
import { ban, getSettings, listAudit, listReports, setSettings, unban } from "./moderation-orders.ts";
import type { Operator } from "./operator.ts";
import { deleteMessages, emptyProfile, userEvents, userRecords } from "./user-orders.ts";

/** What the command line may order, by whoever has the machine: no permissions are asked for. Input and output are JSON. */
export const ORDERS = {
  listChannels,
  createChannel,
  archiveChannel,
  setRetention,
  listMembers,
  setRole,
  ban,
  unban,
  listAudit,
  listReports,
  getSettings,
  setSettings,
  userRecords,
  userEvents,
  deleteMessages,
  emptyProfile,
};

type Order<Name extends OrderName> = (typeof ORDERS)[Name];

export type OrderName = keyof typeof ORDERS;
export type OrderInput<Name extends OrderName> =
  Parameters<Order<Name>> extends [Operator, infer Input] ? Input : object;
export type OrderOutput<Name extends OrderName> = Awaited<ReturnType<Order<Name>>>;

/** Carries an order out. Rejects with Refusal. */
export async function carryOut<Name extends OrderName>(
  operator: Operator,
  name: Name,
  input: OrderInput<Name>,
): Promise<OrderOutput<Name>> {
  const order = ORDERS[name] as (operator: Operator, input: unknown) => Promise<OrderOutput<Name>>;
  return order(operator, input);
}
