import { type ClientState, PresenceKind } from "@hubbub/client";

/** Whether the user doesn't want to be disturbed now: by their presence, until a time, or every day between two. */
export function isQuiet(state: ClientState, now = Date.now()): boolean {
  const me = state.client.me;
  const user = me === undefined ? undefined : (state.user(me.id) ?? me);
  if (user?.presence === PresenceKind.DO_NOT_DISTURB) return true;
  const preferences = state.preferences.current;
  if (preferences === undefined) return false;
  const { quietUntil, quietFromMinute: from, quietToMinute: to } = preferences;
  if (now < quietUntil) return true;
  if (from === to) return false;
  const minute = minuteOfDay(user?.timezone ?? "", now);
  return from < to ? minute >= from && minute < to : minute >= from || minute < to;
}

/** In a time zone, as the server counts: one that isn't known counts as UTC. */
function minuteOfDay(timeZone: string, now: number): number {
  let time: string;
  try {
    time = clockOf(timeZone || "UTC").format(now);
  } catch {
    time = clockOf("UTC").format(now);
  }
  const [hour = 0, minute = 0] = time.split(":").map(Number);
  return hour * 60 + minute;
}

function clockOf(timeZone: string): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZone });
}
