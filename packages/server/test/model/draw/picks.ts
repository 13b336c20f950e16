import { ChannelKind, Role } from "@hubbub/protocol";

import { roleIn } from "../access.ts";
import { type Account, type Room, seqOf, type World } from "../world.ts";

/** Users that there are not, channels, messages. */
const NOBODY = 99;
const NOWHERE = 999;

/** Whether the user is more than a member. */
export const rules = (room: Room, by: Account): boolean =>
  room.kind !== ChannelKind.DIRECT && !room.archived && roleIn(room, by) >= Role.MODERATOR;

/**
 * Choices made of drawn numbers, by what there is when their turn comes. 0 is the plainest choice of each, so that
 * smaller numbers make simpler sequences.
 */
export class Picks {
  #at = 0;

  constructor(
    readonly world: World,
    readonly by: Account,
    private readonly numbers: readonly number[],
  ) {}

  /** From 0 to below `limit`. */
  below(limit: number): number {
    return (this.numbers[this.#at++] ?? 0) % limit;
  }

  /** Once in `times`, and never with the plainest number. */
  once(times: number): boolean {
    return this.below(times) === times - 1;
  }

  of<T>(items: readonly T[]): T {
    return items[this.below(items.length)]!;
  }

  /** A channel of the user's own, most often; else any, or none. */
  room(fits: (room: Room) => boolean = () => true): Room | undefined {
    const rooms = [...this.world.channels.values()];
    const own = rooms.filter((room) => room.members.has(this.by.id) && fits(room));
    const any = this.once(8) || own.length === 0;
    const from = any ? rooms : own;
    if (from.length === 0 || (any && this.once(8))) return undefined;
    // The newest first.
    return from[from.length - 1 - this.below(from.length)];
  }

  /** A channel in which the user has a say, most often. */
  ruled(): Room | undefined {
    return this.once(5) ? this.room() : this.room((room) => rules(room, this.by));
  }

  channel(fits?: (room: Room) => boolean): number {
    return this.room(fits)?.id ?? NOWHERE;
  }

  /** A message of a channel, most often one that is there. */
  message(room: Room | undefined, fits: (user: number) => boolean = () => true): number {
    const all = [...(room?.messages.values() ?? [])];
    const live = all.filter(({ deleted, user }) => !deleted && fits(user));
    if (room && (live.length === 0 || this.once(12))) return this.below(seqOf(room) + 2);
    return live.length === 0 ? 1 : live[live.length - 1 - this.below(live.length)]!.seq;
  }

  /** A root of a thread, most often one with replies; 0 for none, mostly. */
  root(room: Room | undefined): number {
    const all = [...(room?.messages.values() ?? [])];
    const roots = all.map(({ thread }) => thread).filter((thread) => thread !== 0);
    if (roots.length > 0 && !this.once(3)) return this.of(roots);
    return this.message(room);
  }

  user(): number {
    if (this.once(16)) return NOBODY;
    return this.of([...this.world.users.keys()]);
  }

  /** A member of a channel, mostly another one. */
  member(room: Room | undefined): number {
    const others = [...(room?.members.keys() ?? [])].filter((id) => id !== this.by.id);
    return others.length === 0 || this.once(6) ? this.user() : this.of(others);
  }

  /** Some users. */
  users(): number[] {
    return Array.from({ length: this.below(4) }, () => this.user());
  }

  word(): string {
    const words = ["hello", "darn", "fine", "Heck", "@ann", "@Bob", "@cyd", "@gus", "@rob"];
    return this.of([...words, "@channel", "@here", "@nobody", "…", "你好"]);
  }

  text(): string {
    return this.once(24) ? "" : Array.from({ length: 1 + this.below(3) }, () => this.word()).join(" ");
  }
}
