import type { Hubbub, Webhook } from "@hubbub/client";

/** Channels that are asked at the same time: a connection may give 500 commands at once. */
const AT_ONCE = 50;

/** The webhooks of all these channels. */
export async function listWebhooks(client: Hubbub, channels: readonly number[]): Promise<Webhook[]> {
  const found: Webhook[] = [];
  for (let i = 0; i < channels.length; i += AT_ONCE) {
    const asked = channels.slice(i, i + AT_ONCE);
    const answers = await Promise.all(asked.map((channel) => client.ask("listWebhooks", { channel })));
    found.push(...answers.flatMap(({ webhooks }) => webhooks));
  }
  return found;
}
