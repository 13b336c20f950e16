/** What is being completed: `query` stands behind the sign, which is at `from`. */
export interface Trigger {
  kind: "user" | "channel" | "emoji" | "command";
  query: string;
  from: number;
}

const SIGNS = { "@": "user", "#": "channel", ":": "emoji" } as const;
const WORD = /(?:^|[^\p{L}\p{N}_\\@#:/])([@#:])([\p{L}\p{N}_.+-]{0,32})$/u;
const COMMAND = /^\/([a-z0-9_-]{0,32})$/;
/** Of an emoji's name, so that ":-)" and a colon ask for nothing. */
const EMOJI_LETTERS = 2;

/** What stands before the caret that can be completed. */
export function findTrigger(text: string, caret: number): Trigger | undefined {
  const before = text.slice(0, caret);
  const command = COMMAND.exec(before);
  if (command !== null) return { kind: "command", query: command[1] ?? "", from: 0 };
  const word = WORD.exec(before.slice(-40));
  if (word === null) return undefined;
  const [, sign = "", query = ""] = word;
  const kind = SIGNS[sign as keyof typeof SIGNS];
  const isShort = kind === "emoji" && (query.length < EMOJI_LETTERS || !/^[a-z0-9_+-]+$/i.test(query));
  return isShort ? undefined : { kind, query, from: caret - query.length - 1 };
}
