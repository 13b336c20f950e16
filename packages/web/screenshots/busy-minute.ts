import { setTimeout as sleep } from "node:timers/promises";

import type { ServedTeam } from "./served-team.ts";

const SECONDS = 58;
/** Of one person; the server lets nobody send more than 20 a second for long. */
const MOST_A_SECOND = 16;

/** The team writes for a minute, now more and now less, in a channel that Mara isn't in: load for the graphs. */
export async function busyMinute({ clients }: ServedTeam): Promise<void> {
  const [first, ...others] = clients.values();
  const { id } = await first!.channels.create({ name: "load-test" });
  const channels = await Promise.all([first!, ...others].map((client) => client.join(id)));
  for (let second = 0; second < SECONDS; second++) {
    const wave = 0.55 - 0.45 * Math.cos((second / SECONDS) * 4 * Math.PI);
    const count = Math.round(MOST_A_SECOND * wave);
    const sent = channels.flatMap((channel, at) =>
      Array.from({ length: count }, (_, each) => channel.send(`${second}.${each} of person ${at}`)),
    );
    await Promise.all([...sent, sleep(1_000)]);
  }
}
