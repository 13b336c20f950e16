import { PresenceKind } from "@hubbub/client";

export const people = {
  presence: (kind: PresenceKind) => {
    if (kind === PresenceKind.ONLINE) return "online";
    if (kind === PresenceKind.AWAY) return "away";
    return kind === PresenceKind.DO_NOT_DISTURB ? "do not disturb" : "offline";
  },
  profile: (name: string) => `Profile of ${name}`,
  you: "you",
  localTime: (time: string) => `${time} local time`,
  message: "Message",
  bot: "Bot",
  guest: "Guest",
  administrator: "Administrator",
  disabled: "Account disabled",
  editProfile: "Edit the profile",
  statusTitle: "Set a status",
  statusEmoji: "Emoji",
  statusText: "What's happening?",
  presets: "Suggestions",
  clearAfter: "Clear it",
  expiries: [
    ["0", "never"],
    ["30", "after 30 minutes"],
    ["60", "after an hour"],
    ["240", "after four hours"],
    ["today", "at the end of today"],
    ["week", "in a week"],
  ] as const,
  statusPresets: [
    ["📅", "In a meeting", "60"],
    ["🚆", "On the way", "30"],
    ["🎯", "Focusing", "240"],
    ["🤒", "Out sick", "today"],
    ["🌴", "On holiday", "week"],
    ["🏡", "Working from home", "today"],
  ] as const,
  clearStatus: "Clear the status",
  pick: "Find people by name",
  picked: (names: string) => `Chosen: ${names}`,
  remove: (name: string) => `Remove ${name}`,
  nobody: "Nobody is called so.",
};
