import { noChannel } from "../checks.ts";
import { checkClientId, checkText, sentReply } from "../send.ts";
import type { FromWorker } from "./from-worker.ts";

interface Posted {
  channel: number;
  user: number;
  /** Shown as the author. */
  alias: string;
  text: string;
  /** Seq of a thread's root. */
  thread?: number;
  clientId: string;
}

/** Appends a message in the name of a webhook, once for its client id. */
export const postMessage: FromWorker = async ({ store, posts }, body) => {
  const { channel, user, alias, text, thread = 0, clientId } = body as Posted;
  checkClientId(clientId, "clientId");
  checkText(text, "text");
  const row = await store.read("channel", { id: channel });
  if (row === undefined || row.archived) throw noChannel(channel);
  const post = { channel, user, thread, text, alias: { name: alias }, clientId };
  sentReply(channel, Date.now(), await posts.post(post));
  return {};
};
