import { Role } from "@hubbub/protocol";

import type { Findings } from "../findings.ts";
import type { Reader, ReaderOptions } from "../reader.ts";
import type { ChannelRecord, EmojiRecord, TransferRecord } from "../records.ts";
import { readLines } from "../source/json-files.ts";
import { isObject, type Json, objects, text, texts, whole } from "../source/json.ts";
import { localFile } from "../source/local-file.ts";
import type { SourceFile, SourceFiles } from "../source/source-files.ts";
import { TransferRefused } from "../transfer-refused.ts";
import {
  channelKey,
  directKey,
  mattermostBot,
  mattermostUser,
  memberOf,
  membershipsOf,
} from "./mattermost-people.ts";
import { postFault, postId, postMessage, sourceFile } from "./mattermost-posts.ts";
import { Staging } from "./staging.ts";

/** Kinds of lines that say nothing that Hubbub has a place for. */
const PASSED_OVER = new Set(["role", "scheme", "info"]);
const VERSION = 1;

/** Reads Mattermost's bulk export: first all of it into a staging place, then channel after channel. */
export class MattermostReader implements Reader {
  readonly source = "mattermost";
  readonly total: number;
  readonly #lines: SourceFile;
  readonly #options: ReaderOptions;
  readonly #findings: Findings;
  #done = 0;
  readonly #teams = new Set<string>();
  readonly #emoji: EmojiRecord[] = [];

  constructor(options: ReaderOptions) {
    this.#options = options;
    this.#findings = options.findings;
    this.#lines = linesOf(options.source);
    // Read once, and once more from where it was put down.
    this.total = 2 * this.#lines.size;
  }

  get done(): number {
    return this.#done;
  }

  async *records(): AsyncGenerator<TransferRecord> {
    const staging = new Staging(this.#options.scratch);
    try {
      await this.#stage(staging);
      staging.finish();
      yield* staging.users();
      yield* this.#emoji;
      for (const channel of staging.channels()) yield* this.#channel(channel, staging);
      this.#done = this.total;
    } finally {
      staging.close();
    }
  }

  async #stage(staging: Staging): Promise<void> {
    const { path } = this.#lines;
    let isFirst = true;
    for await (const { value, line } of readLines(this.#counted(), this.#findings)) {
      const type = text(value, "type");
      if (isFirst && (type !== "version" || value["version"] !== VERSION)) {
        throw new TransferRefused(
          `${path} does not begin with the line of a bulk export of version ${VERSION}.`,
        );
      }
      isFirst = false;
      const fault = this.#line(type, value, staging);
      if (fault !== undefined) this.#findings.fault(path, line, fault);
    }
    if (isFirst) throw new TransferRefused(`${path} is empty: it is no bulk export of Mattermost.`);
  }

  /** Puts a line down; a sentence if it is damaged. */
  #line(type: string, value: Json, staging: Staging): string | undefined {
    const fields = value[type];
    if (type === "version" || PASSED_OVER.has(type)) return undefined;
    if (!isObject(fields)) return `has no ${JSON.stringify(type)}`;
    switch (type) {
      case "team":
        this.#teams.add(text(fields, "name"));
        return undefined;
      case "user":
        return this.#user(fields, staging);
      case "bot": {
        const bot = mattermostBot(fields);
        if (bot) staging.user(bot);
        return bot ? undefined : "has a bot without a name";
      }
      case "channel":
        return this.#namedChannel(fields, staging);
      case "direct_channel":
        return this.#directChannel(fields, staging);
      case "post":
        return this.#post(channelKey(text(fields, "team"), text(fields, "channel")), fields, staging);
      case "direct_post":
        return this.#post(directKey(names(texts(fields, "channel_members"))), fields, staging);
      case "emoji":
        return this.#emojiLine(fields);
      default:
        this.#findings.skip(`lines of the kind "${type.slice(0, 20)}"`);
        return undefined;
    }
  }

  #user(fields: Json, staging: Staging): string | undefined {
    const user = mattermostUser(fields);
    if (user === undefined) return "has a user without a name";
    staging.user(user);
    for (const member of membershipsOf(fields, user.id)) staging.member(member);
    return undefined;
  }

  #namedChannel(fields: Json, staging: Staging): string | undefined {
    const [team, name] = [text(fields, "team"), text(fields, "name")];
    if (team === "" || name === "") return "has a channel without a team or a name";
    staging.channel({
      ...EMPTY_CHANNEL,
      id: channelKey(team, name),
      type: text(fields, "type") === "O" ? "public" : "private",
      // The first team's keep their names.
      name: this.#teams.size > 1 && !this.#isFirstTeam(team) ? `${team}-${name}` : name,
      topic: text(fields, "header"),
      description: text(fields, "purpose") || text(fields, "display_name"),
      archived: whole(fields, "deleted_at") > 0,
    });
    return undefined;
  }

  #isFirstTeam(team: string): boolean {
    const [first] = this.#teams;
    return team === first;
  }

  #directChannel(fields: Json, staging: Staging): string | undefined {
    const participants = objects(fields, "participants").map((person) => text(person, "username"));
    const people = names(participants.length > 0 ? participants : texts(fields, "members"));
    if (people.length === 0) return "has a direct channel without members";
    const id = directKey(people);
    staging.channel({ ...EMPTY_CHANNEL, id, type: "direct", name: id, members: [...new Set(people)] });
    const favourites = new Set(names(texts(fields, "favorited_by")));
    for (const person of people) staging.member(memberOf(id, person, Role.MEMBER, favourites.has(person)));
    return undefined;
  }

  #post(channel: string, fields: Json, staging: Staging): string | undefined {
    const fault = postFault(fields);
    if (fault !== undefined) return fault;
    if (!staging.hasChannel(channel))
      return `has a post of a channel that is not in the export (${channel.slice(0, 80)})`;
    const { replies: _replies, ...own } = fields;
    const id = postId(fields);
    const pinned = fields["is_pinned"] === true;
    staging.post({ channel, at: whole(fields, "create_at"), id, root: "", pinned, fields: own });
    const faults = objects(fields, "replies").map((reply) => {
      const inReply = postFault(reply);
      if (inReply === undefined) {
        staging.post({
          channel,
          at: whole(reply, "create_at"),
          id: postId(reply),
          root: id,
          pinned: false,
          fields: reply,
        });
      }
      return inReply;
    });
    const damaged = faults.filter((one) => one !== undefined);
    return damaged.length > 0 ? `has ${damaged.length} damaged replies: ${damaged[0]}` : undefined;
  }

  #emojiLine(fields: Json): string | undefined {
    const [name, path] = [text(fields, "name"), text(fields, "image")];
    const file = sourceFile(this.#options.source.files, path);
    if (name === "" || !file) return `has an emoji whose image is not in the export (${path.slice(0, 80)})`;
    const open = () => localFile(file, this.#options.scratch);
    this.#emoji.push({ kind: "emoji", name, user: "", file: { id: path, name: `${name}.png`, open } });
    return undefined;
  }

  async *#channel(channel: ChannelRecord, staging: Staging): AsyncGenerator<TransferRecord> {
    const { source, scratch } = this.#options;
    const { id } = channel;
    const at = staging.begin(id) ?? Date.now();
    const context = {
      isUser: (name: string) => staging.hasUser(name),
      files: source.files,
      scratch,
      findings: this.#findings,
    };
    yield { ...channel, at };
    for (const member of staging.members(id)) yield { ...member, at };
    for (const post of staging.posts(id, { pinned: false })) {
      const message = postMessage(post, context);
      if (message) yield message;
      this.#done += (post.length / staging.postsLength) * this.#lines.size;
    }
    for (const { id: message, at: pinnedAt, fields } of staging.posts(id, { pinned: true })) {
      yield { kind: "pin", channel: id, message, user: text(fields, "user").toLowerCase(), at: pinnedAt };
    }
    yield { kind: "end", channel: id, readAll: true };
  }

  #counted(): SourceFile {
    const lines = this.#lines;
    const count = (bytes: number): void => void (this.#done += bytes);
    return {
      ...lines,
      async stream() {
        const chunks = await lines.stream();
        return (async function* () {
          for await (const chunk of chunks) {
            count(chunk.length);
            yield chunk;
          }
        })();
      },
    };
  }
}

const EMPTY_CHANNEL = {
  kind: "channel",
  topic: "",
  description: "",
  archived: false,
  slowModeS: 0,
  retentionDays: 0,
  postRole: 0,
  creator: "",
  at: 0,
  members: [],
} as const;

const names = (given: readonly string[]): string[] => given.map((name) => name.toLowerCase());

/** The one file of lines that lies highest. */
function linesOf({ files }: SourceFiles): SourceFile {
  const found = [...files.keys()]
    .filter((path) => path.endsWith(".jsonl") && !path.startsWith("data/"))
    .toSorted((a, b) => a.split("/").length - b.split("/").length || (a < b ? -1 : 1));
  if (found.length === 0)
    throw new TransferRefused("There is no .jsonl file: this is no bulk export of Mattermost.");
  return files.get(found[0]!)!;
}
