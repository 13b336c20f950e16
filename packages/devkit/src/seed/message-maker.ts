import { LANGUAGES } from "./languages.ts";
import { Random } from "./random.ts";
import { vocabularyOf } from "./vocabulary.ts";

export interface SeedMessage {
  /** Numbers from 0 on; those of low numbers have the most messages. */
  channel: number;
  user: number;
  /** Milliseconds since 1970 UTC, ascending. */
  at: number;
  text: string;
  /** Names of the files that go with it. */
  files: string[];
}

export interface SeedMessagesOptions {
  seed: number;
  messages: number;
  users: number;
  channels: number;
}

/** The last of all seeded messages is about this old; a fixed date, so that a seed always gives the same. */
const END = Date.UTC(2026, 0, 1);
const SPAN_MS = 365 * 24 * 3600 * 1000;
/** Before the first message, in milliseconds since 1970 UTC. */
export const SEED_BEGIN = END - SPAN_MS;
/** Words that a channel talks about more than others do, and how many words of its messages are such. */
const TOPIC_WORDS = 60;
const TOPIC_SHARE = 0.12;
const EMOJI = ["👍", "🎉", "😂", "🚀", "❤️", "🙏", "👀", "🔥", "✅", "😅"];
const EXTENSIONS = ["png", "pdf", "jpg", "xlsx", "docx", "txt", "zip", "csv"];

/** Messages as people write them in several languages, words by Zipf's law; the same ones for the same options. */
export class MessageMaker {
  readonly #options;
  readonly #random;
  readonly #languages = LANGUAGES.map((language) => ({ language, vocabulary: vocabularyOf(language) }));
  #at = SEED_BEGIN;

  constructor(options: SeedMessagesOptions) {
    this.#options = options;
    this.#random = new Random(options.seed);
  }

  next(): SeedMessage {
    const random = this.#random;
    this.#at += -Math.log(1 - random.next()) * (SPAN_MS / this.#options.messages);
    const channel = random.zipf(this.#options.channels);
    const files = random.chance(0.04) ? this.#files() : [];
    return {
      channel,
      user: random.zipf(this.#options.users),
      at: Math.round(this.#at),
      text: this.#text(channel),
      files,
    };
  }

  #text(channel: number): string {
    const random = this.#random;
    const { language, vocabulary } = this.#language();
    // Lengths are spread log-normally: half of all messages have up to 8 words, one in a hundred more than 45.
    const normal = Math.sqrt(-2 * Math.log(1 - random.next())) * Math.cos(2 * Math.PI * random.next());
    const words = Math.max(1, Math.min(300, Math.round(8 * Math.exp(0.75 * normal))));
    const parts: string[] = [];
    for (let n = 0; n < words; n++) parts.push(this.#word(vocabulary, channel));
    if (random.chance(0.06)) parts.unshift(`@user${random.zipf(this.#options.users)}`);
    if (random.chance(0.05)) parts.push(this.#link(vocabulary));
    if (random.chance(0.1)) parts.push(random.pick(EMOJI));
    if (random.chance(0.03)) parts.push(String(random.below(100_000)));
    if (random.chance(0.01)) parts.push(hex(random) + hex(random));
    return language.joint ? parts.join("") : `${capital(parts.join(" "))}${random.pick(["", ".", "!", "?"])}`;
  }

  #language() {
    let at = this.#random.next();
    return this.#languages.find(({ language }) => (at -= language.share) < 0) ?? this.#languages[0]!;
  }

  #word(vocabulary: readonly string[], channel: number): string {
    if (!this.#random.chance(TOPIC_SHARE)) return vocabulary[this.#random.zipf(vocabulary.length)]!;
    const topic = (channel * 7919 + this.#random.zipf(TOPIC_WORDS) * 104_729) % vocabulary.length;
    return vocabulary[topic]!;
  }

  #link(vocabulary: readonly string[]): string {
    const host = ["github.com", "example.org", "docs.example.com", "wiki.example.net"];
    const path = vocabulary[this.#random.zipf(vocabulary.length)]!;
    return ` https://${this.#random.pick(host)}/${encodeURIComponent(path)}/${this.#random.below(5000)}`;
  }

  #files(): string[] {
    const english = this.#languages[0]!.vocabulary;
    const names = this.#random.chance(0.2) ? 2 : 1;
    return Array.from({ length: names }, () => {
      const name = `${english[this.#random.zipf(english.length)]}-${this.#random.below(1000)}`;
      return `${name}.${this.#random.pick(EXTENSIONS)}`;
    });
  }
}

function hex(random: Random): string {
  return random.below(2 ** 32).toString(16);
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
