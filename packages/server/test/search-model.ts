import { HAS } from "../src/search/has.ts";
import type { SearchTerm } from "../src/search/parse-query.ts";
import type { SearchRequest } from "../src/search/search-request.ts";
import { fold } from "../src/worker/search/fold.ts";
import type { SearchChange, SearchMessage } from "../src/worker/search/search-change.ts";

type Found = Pick<SearchMessage, "channel" | "seq">;

/** What SearchIndex should find, by looking at every message; the rules are those of docs/SPEC.md. */
export class SearchModel {
  readonly #messages = new Map<string, SearchMessage>();

  apply(change: SearchChange): void {
    if (change.kind === "message") {
      const { kind: _, ...message } = change;
      const old = this.#messages.get(keyOf(change));
      this.#messages.set(keyOf(change), { ...message, at: old?.at ?? message.at });
    } else if (change.kind === "edited") {
      const message = this.#messages.get(keyOf(change));
      if (!message) return;
      const has = HAS.filter((what) => (what === "link" ? change.link : message.has.includes(what)));
      this.#messages.set(keyOf(change), { ...message, text: change.text, has });
    } else if (change.kind === "removed") this.#messages.delete(keyOf(change));
    else if (change.kind === "channel-removed") {
      for (const [key, { channel, seq }] of this.#messages) {
        if (channel === change.channel && seq < (change.before ?? Infinity)) this.#messages.delete(key);
      }
    } else {
      const message = this.#messages.get(keyOf(change));
      if (!message) return;
      const has = HAS.filter((what) => (what === change.what ? change.now : message.has.includes(what)));
      this.#messages.set(keyOf(change), { ...message, has });
    }
  }

  /** The newest first. */
  find({ query, channels }: Pick<SearchRequest, "query" | "channels">): Found[] {
    const filters = [query.from, query.in, query.has, query.times];
    const terms = query.terms.filter(({ text }) => wordsOf(fold(text)).length > 0);
    if (terms.length === 0 && filters.every(({ length }) => length === 0)) return [];
    return [...this.#messages.values()]
      .filter((message) => channels.includes(message.channel))
      .filter((message) => isAnyOf(query.from, (user) => user === message.user))
      .filter((message) => isAnyOf(query.in, (channel) => channel === message.channel))
      .filter((message) => query.has.every(({ value, excluded }) => message.has.includes(value) !== excluded))
      .filter(({ at }) =>
        query.times.every(({ value, excluded }) => (at >= value.from && at < value.until) !== excluded),
      )
      .filter((message) =>
        terms.every((term) => {
          const fields = [message.text, ...message.files].map((field) => wordsOf(fold(field)));
          return fields.some((words) => matches(words, term)) !== term.excluded;
        }),
      )
      .toSorted((a, b) => b.at - a.at)
      .map(({ channel, seq }) => ({ channel, seq }));
  }
}

const keyOf = ({ channel, seq }: Found): string => `${channel} ${seq}`;

function isAnyOf(
  filters: readonly { value: number; excluded: boolean }[],
  is: (value: number) => boolean,
): boolean {
  const wanted = filters.filter(({ excluded }) => !excluded);
  if (filters.some(({ value, excluded }) => excluded && is(value))) return false;
  return wanted.length === 0 || wanted.some(({ value }) => is(value));
}

/** Words, each Chinese character being one. */
function wordsOf(folded: string): string[] {
  return folded.match(/\p{Script=Han}|[[\p{L}\p{N}]--\p{Script=Han}]+/gv) ?? [];
}

const isHan = (word: string): boolean => /\p{Script=Han}/u.test(word);

function matches(words: readonly string[], { text, quoted }: SearchTerm): boolean {
  const wanted = wordsOf(fold(text));
  const single = wanted.length === 1;
  return words.some((_, at) =>
    wanted.every((want, offset) => {
      const word = words[at + offset];
      if (word === undefined) return false;
      const open = !quoted && offset === wanted.length - 1 && !isHan(want);
      if (!open || want.length === 1) return word === want;
      return single && want.length > 2 ? word.includes(want) : word.startsWith(want);
    }),
  );
}
