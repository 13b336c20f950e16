import type { ServerSettings } from "@hubbub/protocol";

import { first, type Steps } from "../sql/steps.ts";

export const DEFAULT_SETTINGS: ServerSettings = {
  name: "Hubbub",
  defaultChannels: [],
  restrictChannelCreation: false,
  editMinutes: 0,
  retentionDays: 0,
  hideReceipts: false,
  linkPreviews: true,
};

/** The server's settings; what was never set has its default. */
export function* settings(): Steps<ServerSettings> {
  const row = yield* first<{ value: string }>("SELECT value FROM settings WHERE id = 1");
  return { ...DEFAULT_SETTINGS, ...(row && (JSON.parse(row.value) as Partial<ServerSettings>)) };
}
