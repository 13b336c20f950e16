import { encodeEntry } from "@hubbub/protocol";

import { checkClientId, checkText, sentReply } from "../send.ts";
import type { FromWorker } from "./from-worker.ts";

interface Posted {
  channel: number;
  user: number;
  /** Shown as the author. */
  alias: string;
  text: string;
  clientId: string;
}

/** Appends a message in the name of a webhook, once for its client id. */
export const postMessage: FromWorker = async ({ events }, body) => {
  const { channel, user, alias, text, clientId } = body as Posted;
  checkClientId(clientId, "clientId");
  checkText(text, "text");
  const at = Date.now();
  const message = { text, alias: { name: alias, emoji: "" } };
  const entry = encodeEntry({ at, user, body: { case: "message", value: message } });
  sentReply(channel, at, await events.append({ channel, user, clientId, at, entry }));
  return {};
};
