import type {
  Init,
  Preferences,
  PresenceKind,
  RegisterPush,
  SetProfile,
  Status as UserStatus,
} from "@hubbub/protocol";

import type { Ask } from "./ask.ts";

/** What the user says and decides of themselves. Calls reject as `Ask` does. */
export class Profile {
  readonly #ask: Ask;

  constructor(ask: Ask) {
    this.#ask = ask;
  }

  /** All are set as given: display name (64 characters), title (100), time zone (IANA), avatar (id of an upload). */
  async set(profile: Init<SetProfile>): Promise<void> {
    await this.#ask("setProfile", profile);
  }

  /** What others see now. Without `presence` it follows the connections. */
  async setStatus(status: Init<UserStatus>, presence?: PresenceKind): Promise<void> {
    await this.#ask("setStatus", { status, presence });
  }

  /** All are set as given. */
  async setPreferences(preferences: Init<Preferences>): Promise<void> {
    await this.#ask("setPreferences", { preferences });
  }

  /** A browser's push subscription, as `PushManager.subscribe` gives it: call its `toJSON()`. */
  async registerPush(subscription: Init<RegisterPush>): Promise<void> {
    await this.#ask("registerPush", subscription);
  }

  async unregisterPush(endpoint: string): Promise<void> {
    await this.#ask("unregisterPush", { endpoint });
  }
}
