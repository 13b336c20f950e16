import type { Findings } from "../findings.ts";
import type { EmojiRecord, TransferRecord } from "../records.ts";
import { ChannelImport } from "./channel-import.ts";
import type { ImportContext } from "./import-message.ts";
import type { ImportTarget } from "./import-target.ts";
import { UserImport } from "./import-users.ts";
import { fileTaker } from "./take-files.ts";
import { emptyTally, type Tally } from "./tally.ts";

export interface ImporterOptions {
  target: ImportTarget;
  /** What the operator calls the source: the same name, the same ids. */
  source: string;
  findings: Findings;
}

const EMOJI_NAME = /^[a-z0-9_-]{2,32}$/;

/**
 * Writes a stream of records. All of it can be written again, whenever and wherever it was broken off: what is there
 * already is found by the source's ids.
 */
export class Importer {
  readonly tally: Tally = emptyTally();
  readonly #context: ImportContext;
  #channel: ChannelImport | undefined;

  constructor({ target, source, findings }: ImporterOptions) {
    const takeFile = fileTaker(target, source, this.tally, findings);
    const users = new UserImport({ target, source, tally: this.tally, takeFile });
    this.#context = { target, source, users, takeFile, tally: this.tally, findings };
  }

  async run(records: AsyncIterable<TransferRecord>): Promise<Tally> {
    for await (const record of records) await this.#take(record);
    await this.#context.users.flush();
    return this.tally;
  }

  async #take(record: TransferRecord): Promise<void> {
    if (record.kind === "user") return this.#context.users.add(record);
    await this.#context.users.flush();
    switch (record.kind) {
      case "emoji":
        return this.#emoji(record);
      case "channel":
        this.#channel = await ChannelImport.begin(record, this.#context);
        return undefined;
      case "member":
        return this.#current().member(record);
      case "message":
        return this.#current().message(record);
      case "pin":
        return this.#current().pin(record);
      case "read":
        return this.#current().read(record);
      case "follow":
        return this.#current().follow(record);
      case "end":
        return this.#current().end(record);
    }
  }

  #current(): ChannelImport {
    if (this.#channel === undefined) throw new Error("a record of a channel came before the channel");
    return this.#channel;
  }

  async #emoji({ name, user: id, file }: EmojiRecord): Promise<void> {
    const { target, users, takeFile, findings, tally } = this.#context;
    if (!EMOJI_NAME.test(name))
      return findings.skip("emoji whose names have other characters than a-z, 0-9, _ and -");
    const user = users.get(id) ?? (await users.nobody());
    const taken = await takeFile(file, user.id, Date.now());
    if (taken === undefined) return;
    if (await target.emoji({ name, file: taken, user: user.id })) tally.emoji++;
  }
}
