import { Role } from "@hubbub/protocol";

import type {
  ChannelRecord,
  EndRecord,
  FollowRecord,
  MemberRecord,
  MessageRecord,
  PinRecord,
  ReadRecord,
} from "../records.ts";
import { Batch } from "./batch.ts";
import { beginChannel } from "./begin-channel.ts";
import { clientIdsOf } from "./client-id.ts";
import { type ImportContext, messagesOf, type NewMessage } from "./import-message.ts";
import type { ImportTarget } from "./import-target.ts";
import { InOrder } from "./in-order.ts";

/** Rows of one write. */
const ROWS = 1000;
/** Characters of messages in one write; each counts for so many at least. */
const MESSAGES_LENGTH = 2 ** 20;
const MESSAGE_LENGTH = 512;

type Member = Parameters<ImportTarget["members"]>[0]["members"][number];
type Pin = Parameters<ImportTarget["pins"]>[0]["pins"][number];
type Cursor = Parameters<ImportTarget["cursors"]>[0]["cursors"][number];

/** Writes what comes of one channel of a source, in batches, a few of which are under way while the next is read. */
export class ChannelImport {
  readonly #key: string;
  readonly #id: number;
  readonly #at: number;
  readonly #context: ImportContext;
  readonly #clientId: (message: string) => string;
  readonly #writes = new InOrder();
  readonly #members: Batch<Member>;
  readonly #messages: Batch<NewMessage>;
  readonly #pins: Batch<Pin>;
  readonly #cursors: Batch<Cursor>;

  private constructor({ id: key, at }: ChannelRecord, id: number, context: ImportContext) {
    const { target, source, tally, findings } = context;
    this.#key = key;
    this.#id = id;
    this.#at = at;
    this.#context = context;
    this.#clientId = clientIdsOf(source, key);
    this.#members = new Batch(ROWS, (members) =>
      this.#writes.add(() => target.members({ source, channel: id, members })),
    );
    const write = async (messages: NewMessage[]): Promise<void> => {
      const { added, threadless } = await target.messages({ channel: id, messages });
      tally.newMessages += added;
      tally.messages += messages.length;
      if (threadless > 0) {
        findings.skip("threads that are not in the export: their replies stand in the channel", threadless);
      }
    };
    this.#messages = new Batch(
      MESSAGES_LENGTH,
      (messages) => this.#writes.add(() => write(messages)),
      ({ text }) => Math.max(text.length, MESSAGE_LENGTH),
    );
    this.#pins = new Batch(ROWS, (pins) =>
      this.#writes.add(async () => {
        const left = await target.pins({ source, channel: id, pins });
        if (left > 0) findings.skip("pins of messages that are not there, or of too many", left);
      }),
    );
    this.#cursors = new Batch(ROWS, (cursors) =>
      this.#writes.add(() => target.cursors({ source, key, channel: id, cursors })),
    );
  }

  static async begin(record: ChannelRecord, context: ImportContext): Promise<ChannelImport> {
    return new ChannelImport(record, await beginChannel(record, context), context);
  }

  async member({ user: id, role, at, level, favourite, mutedUntil }: MemberRecord): Promise<void> {
    const user = this.#context.users.get(id);
    if (user === undefined) return this.#context.findings.skip("members who are not in the export");
    const capped = user.guest ? Role.GUEST : (role as Role);
    await this.#members.add({
      user: user.id,
      role: capped,
      at: at || this.#at,
      level,
      favourite,
      mutedUntil,
    });
  }

  async message(record: MessageRecord): Promise<void> {
    await this.#members.flush();
    for (const message of await messagesOf(record, this.#clientId, this.#context))
      await this.#messages.add(message);
  }

  async pin({ message, user, at }: PinRecord): Promise<void> {
    await this.#messages.flush();
    const pinner = this.#context.users.get(user) ?? (await this.#context.users.nobody());
    await this.#pins.add({ clientId: this.#clientId(message), user: pinner.id, at });
  }

  async read({ user: id, message }: ReadRecord): Promise<void> {
    const user = this.#context.users.get(id);
    if (user === undefined) return;
    await this.#messages.flush();
    await this.#cursors.add({ user: user.id, message: this.#clientIdOrNone(message) });
  }

  async follow({ user: id, thread, following, message }: FollowRecord): Promise<void> {
    const user = this.#context.users.get(id);
    if (user === undefined) return;
    await this.#messages.flush();
    const root = { clientId: this.#clientId(thread), following };
    await this.#cursors.add({ user: user.id, message: this.#clientIdOrNone(message), thread: root });
  }

  async end({ readAll }: EndRecord): Promise<void> {
    const { target, source } = this.#context;
    const channel = this.#id;
    for (const batch of [this.#members, this.#messages, this.#pins, this.#cursors]) await batch.flush();
    await this.#writes.settle();
    let after = readAll ? await target.follows({ channel, after: 0 }) : 0;
    while (after !== 0) after = await target.follows({ channel, after });
    await target.end({ source, key: this.#key, channel, readAll });
  }

  #clientIdOrNone(message: string): string {
    return message === "" ? "" : this.#clientId(message);
  }
}
