/** What a bot's token may be allowed; an access token carries those of its bot, a person's carries none. */
export const SCOPES = [
  /** Messages, threads, reactions, pins and files, and the search in them. */
  "messages:read",
  "messages:write",
  /** Channels, their members and settings. */
  "channels:read",
  "channels:write",
  /** Names, profiles and presence of users. */
  "users:read",
] as const;

export type Scope = (typeof SCOPES)[number];

export function isScope(text: unknown): text is Scope {
  return (SCOPES as readonly unknown[]).includes(text);
}
