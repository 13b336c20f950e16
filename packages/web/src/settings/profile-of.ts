import type { User } from "@hubbub/client";

/** What `client.profile.set` sets, as it is now: it sets all of it. */
export function profileOf({ displayName, title, timezone, avatar }: User) {
  return { displayName, title, timezone, avatar };
}
