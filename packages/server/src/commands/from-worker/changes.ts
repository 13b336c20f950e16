import type { FromWorker } from "./from-worker.ts";

/** `{webhook, reason}`: turns an outgoing webhook off. */
export const disableWebhook: FromWorker = async ({ writes }, body) => {
  await writes.do("disableWebhook", {
    ...(body as { webhook: number; reason: string }),
    at: Date.now(),
  });
};

/** `{endpoint}`: a push service knows a subscription no more. */
export const forgetPush: FromWorker = async ({ writes }, body) => {
  await writes.do("forgetPush", body as { endpoint: string });
};
