import type { Findings } from "../findings.ts";
import type { Reader, ReaderOptions } from "../reader.ts";
import type { TransferRecord } from "../records.ts";
import { lineOf, readObjects } from "../source/json-files.ts";
import { rootedAt, type SourceFile, type SourceFiles } from "../source/source-files.ts";
import { TransferRefused } from "../transfer-refused.ts";
import { type SlackChannel, slackChannel, type SlackList } from "./slack-channels.ts";
import { filesById } from "./slack-files.ts";
import { type SlackContext, slackMessage } from "./slack-messages.ts";
import { slackUser } from "./slack-users.ts";

const LISTS: readonly SlackList[] = ["channels.json", "groups.json", "dms.json", "mpims.json"];
const DAY = /^([^/]+)\/\d{4}-\d{2}-\d{2}\.json$/;

/** Reads the export of a Slack workspace, a day of a channel at a time. */
export class SlackReader implements Reader {
  readonly source = "slack";
  readonly total: number;
  #done = 0;
  readonly #files: SourceFiles;
  readonly #options: ReaderOptions;
  readonly #findings: Findings;
  /** Files of days by their folder, in the order of time. */
  readonly #days: ReadonlyMap<string, SourceFile[]>;

  constructor(options: ReaderOptions) {
    const source = rootedAt(options.source, "users.json");
    if (source === undefined) {
      throw new TransferRefused("There is no users.json: this is no export of a Slack workspace.");
    }
    this.#files = source;
    this.#options = options;
    this.#findings = options.findings;
    const paths = [...source.files.keys()].filter((path) => DAY.test(path)).toSorted();
    const groups = Map.groupBy(paths, (path) => DAY.exec(path)![1]!);
    this.#days = new Map(
      [...groups].map(([folder, days]) => [folder, days.map((path) => source.files.get(path)!)]),
    );
    this.total = paths.reduce((sum, path) => sum + source.files.get(path)!.size, 0);
  }

  get done(): number {
    return this.#done;
  }

  async *records(): AsyncGenerator<TransferRecord> {
    this.#done = 0;
    const guests = new Set<string>();
    const users = new Set<string>();
    for (const user of await this.#users()) {
      if (users.has(user.id)) continue;
      users.add(user.id);
      if (user.role === "guest") guests.add(user.id);
      yield user;
    }
    const channels = await this.#channels(guests);
    this.#tellStrays(channels);
    const names = { users, channels: new Map(channels.map(({ record }) => [record.id, record.name])) };
    const files = filesById(this.#options.attachments);
    const context: SlackContext = { names, files, scratch: this.#options.scratch, findings: this.#findings };
    for (const channel of channels) yield* this.#channel(channel, context);
  }

  async #users() {
    const found = await readObjects(this.#files.files.get("users.json")!, this.#findings);
    return found.flatMap(({ value }, at) => {
      const user = slackUser(value);
      if (user === undefined)
        this.#findings.fault("users.json", 0, `has a user without an id (number ${at + 1})`);
      return user ?? [];
    });
  }

  async #channels(guests: ReadonlySet<string>): Promise<SlackChannel[]> {
    const channels = new Map<string, SlackChannel>();
    for (const list of LISTS) {
      const file = this.#files.files.get(list);
      for (const { value } of file === undefined ? [] : await readObjects(file, this.#findings)) {
        const channel = slackChannel(list, value, guests);
        if (channel === undefined) this.#findings.fault(list, 0, "has a channel without an id");
        else if (!channels.has(channel.record.id)) channels.set(channel.record.id, channel);
      }
    }
    return [...channels.values()];
  }

  async *#channel(channel: SlackChannel, context: SlackContext): AsyncGenerator<TransferRecord> {
    const { id } = channel.record;
    yield channel.record;
    yield* channel.members;
    for (const folder of channel.folders) {
      for (const day of this.#days.get(folder) ?? []) yield* this.#day(day, id, context);
    }
    yield* channel.pins;
    yield { kind: "end", channel: id, readAll: true };
  }

  async *#day(file: SourceFile, channel: string, context: SlackContext): AsyncGenerator<TransferRecord> {
    const entries = await readObjects(file, this.#findings);
    const messages = [];
    for (const [place, entry] of entries.entries()) {
      const message = slackMessage(entry.value, channel, context);
      if (typeof message === "string") {
        this.#findings.fault(file.path, await lineOf(file, entry, place), message);
      } else if (message) messages.push(message);
    }
    yield* messages.toSorted((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1));
    this.#done += file.size;
  }

  /** Messages whose channel the lists don't have. */
  #tellStrays(channels: readonly SlackChannel[]): void {
    const known = new Set(channels.flatMap(({ folders }) => folders));
    for (const folder of this.#days.keys()) {
      if (!known.has(folder))
        this.#findings.fault(`${folder}/`, 0, `belongs to no channel of ${LISTS.join(", ")}`);
    }
  }
}
