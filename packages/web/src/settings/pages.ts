import { Bell, Laptop, type LucideIcon, Palette, Shield, UserRound } from "lucide-react";
import type { ComponentType } from "react";

import { lazyScreen } from "../app/lazy-screen.tsx";
import type { Text } from "../i18n/text.ts";

export interface SettingsPage {
  id: keyof Text["settings"]["pages"];
  icon: LucideIcon;
  component: ComponentType;
}

/** The pages of the settings, in their order. */
export const PAGES: readonly SettingsPage[] = [
  {
    id: "profile",
    icon: UserRound,
    component: lazyScreen(async () => (await import("./ProfileSettings.tsx")).ProfileSettings),
  },
  {
    id: "account",
    icon: Shield,
    component: lazyScreen(async () => (await import("./AccountSettings.tsx")).AccountSettings),
  },
  {
    id: "sessions",
    icon: Laptop,
    component: lazyScreen(async () => (await import("./SessionSettings.tsx")).SessionSettings),
  },
  {
    id: "notifications",
    icon: Bell,
    component: lazyScreen(async () => (await import("./NotificationSettings.tsx")).NotificationSettings),
  },
  {
    id: "appearance",
    icon: Palette,
    component: lazyScreen(async () => (await import("./AppearanceSettings.tsx")).AppearanceSettings),
  },
];
