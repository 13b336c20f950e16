import { health } from "./admin/health.ts";
import { integrations } from "./admin/integrations.ts";
import { moderation } from "./admin/moderation.ts";
import { people } from "./admin/people.ts";
import { server } from "./admin/server.ts";

export const admin = {
  title: "Administration",
  forAdministrators: "Only administrators of this server can see this page.",
  nav: "Administration pages",
  groups: { server: "Server", people: "People", moderation: "Moderation", integrations: "Integrations" },
  loadMore: "Show more",
  created: "Created",
  expires: "Expires",
  never: "Never",
  actions: "Actions",
  actionsFor: (name: string) => `Actions for ${name}`,
  someone: (id: number) => (id === 0 ? "the server" : `user ${id}`),
  channelNumber: (id: number) => `channel ${id}`,
  directMessages: "a direct conversation",
  shownOnce: "This is shown only now. Copy it before you close this.",
  done: "Done",
  channel: "Channel",
  name: "Name",
  in1Day: "In a day",
  in7Days: "In a week",
  in30Days: "In 30 days",
  in1Year: "In a year",
  health,
  people,
  moderation,
  integrations,
  server,
};
