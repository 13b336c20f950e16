import {
  Activity,
  Bot,
  CommandIcon,
  Flag,
  Hash,
  type LucideIcon,
  MailPlus,
  MessageSquareWarning,
  ScrollText,
  Settings2,
  Smile,
  Users as UsersIcon,
  Webhook,
} from "lucide-react";
import type { ComponentType } from "react";

import { lazyScreen } from "../app/lazy-screen.tsx";
import { adminText as text } from "../i18n/admin-text.ts";
import { Bots } from "./integrations/Bots.tsx";
import { SlashCommands } from "./integrations/SlashCommands.tsx";
import { Webhooks } from "./integrations/Webhooks.tsx";
import { Audit } from "./moderation/Audit.tsx";
import { Reports } from "./moderation/Reports.tsx";
import { WordRules } from "./moderation/WordRules.tsx";
import { Invitations } from "./people/Invitations.tsx";
import { Users } from "./people/Users.tsx";
import { Channels } from "./server/Channels.tsx";
import { Emoji } from "./server/Emoji.tsx";
import { ServerSettings } from "./server/ServerSettings.tsx";

/** With the library that draws graphs. */
const Health = lazyScreen(async () => (await import("./health/Health.tsx")).Health);

export interface AdminPage {
  /** In the address. */
  id: string;
  title: string;
  icon: LucideIcon;
  component: ComponentType;
}

/** The pages by groups, in the order of the navigation. */
export const PAGE_GROUPS: readonly { title: string; pages: readonly AdminPage[] }[] = [
  {
    title: text.groups.server,
    pages: [
      { id: "health", title: text.health.title, icon: Activity, component: Health },
      { id: "settings", title: text.server.settings.title, icon: Settings2, component: ServerSettings },
      { id: "channels", title: text.server.channels.title, icon: Hash, component: Channels },
      { id: "emoji", title: text.server.emoji.title, icon: Smile, component: Emoji },
    ],
  },
  {
    title: text.groups.people,
    pages: [
      { id: "users", title: text.people.users.title, icon: UsersIcon, component: Users },
      { id: "invitations", title: text.people.invitations.title, icon: MailPlus, component: Invitations },
    ],
  },
  {
    title: text.groups.moderation,
    pages: [
      { id: "reports", title: text.moderation.reports.title, icon: Flag, component: Reports },
      { id: "words", title: text.moderation.words.title, icon: MessageSquareWarning, component: WordRules },
      { id: "audit", title: text.moderation.audit.title, icon: ScrollText, component: Audit },
    ],
  },
  {
    title: text.groups.integrations,
    pages: [
      { id: "webhooks", title: text.integrations.webhooks.title, icon: Webhook, component: Webhooks },
      {
        id: "commands",
        title: text.integrations.commands.title,
        icon: CommandIcon,
        component: SlashCommands,
      },
      { id: "bots", title: text.integrations.bots.title, icon: Bot, component: Bots },
    ],
  },
];
