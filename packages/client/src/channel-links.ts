import type { CreateInvite, CreateWebhook, Init, Invite, Webhook } from "@hubbub/protocol";

import type { Ask } from "./ask.ts";

/** A channel's invitations. Calls reject as `Ask` does. */
export class ChannelInvites {
  readonly #channel: number;
  readonly #ask: Ask;

  constructor(channel: number, ask: Ask) {
    this.#channel = channel;
    this.#ask = ask;
  }

  async list(): Promise<Invite[]> {
    return (await this.#ask("listInvites", { channel: this.#channel })).invites;
  }

  /** Valid for seven days, for any number of people who become members, if nothing else is said. */
  create(invite: Omit<Init<CreateInvite>, "channel"> = {}): Promise<Invite> {
    return this.#ask("createInvite", { ...invite, channel: this.#channel });
  }

  async revoke(code: string): Promise<void> {
    await this.#ask("revokeInvite", { code });
  }
}

/** A channel's webhooks. Calls reject as `Ask` does. */
export class ChannelWebhooks {
  readonly #channel: number;
  readonly #ask: Ask;

  constructor(channel: number, ask: Ask) {
    this.#channel = channel;
    this.#ask = ask;
  }

  async list(): Promise<Webhook[]> {
    return (await this.#ask("listWebhooks", { channel: this.#channel })).webhooks;
  }

  /** The answer holds its `secret`, which is never told again. */
  create(webhook: Omit<Init<CreateWebhook>, "channel">): Promise<Webhook> {
    return this.#ask("createWebhook", { ...webhook, channel: this.#channel });
  }

  async delete(id: number): Promise<void> {
    await this.#ask("deleteWebhook", { id });
  }
}
