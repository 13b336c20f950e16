import { type Command, type Init, type NumberedEntry, type Reply } from "@hubbub/protocol";

/** A channel of a server that keeps nothing; `Member` is whatever it sends to. */
export interface BareChannel<Member> {
  id: number;
  head: number;
  members: Member[];
  /** Events that were not sent yet. */
  pending: NumberedEntry[];
}

/** The channels of a server without accounts, checks or a store, and its answers to everything but messages. */
export class BareChannels<Member> {
  readonly all: BareChannel<Member>[] = [];
  readonly #ids = new Map<string, number>();

  /** A channel by the id that an earlier answer gave. */
  channel(id: number): BareChannel<Member> {
    return this.all[id - 1]!;
  }

  answer(body: Command["body"], member: Member): NonNullable<Init<Reply>["body"]> {
    switch (body.case) {
      case "authenticate": {
        const user = { id: 1, name: "anybody" };
        const value = { user, now: Date.now(), heartbeatMs: 0, tokenExpiresAt: 0, channels: [] };
        return { case: "welcome", value };
      }
      case "createChannel": {
        const { name } = body.value;
        const { id, head } = this.#named(name);
        return { case: "channel", value: { id, name, kind: 1, epoch: 1, head, member: true } };
      }
      case "subscribe": {
        const { id, head, members } = this.channel(body.value.channel);
        members.push(member);
        return { case: "subscribed", value: { channel: id, epoch: 1, head } };
      }
      default:
        return { case: "done", value: {} };
    }
  }

  #named(name: string): BareChannel<Member> {
    const id = this.#ids.get(name) ?? this.all.length + 1;
    if (id <= this.all.length) return this.channel(id);
    const channel = { id, head: 0, members: [], pending: [] };
    this.all.push(channel);
    this.#ids.set(name, id);
    return channel;
  }
}
