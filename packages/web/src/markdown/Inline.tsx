import type { Token, Tokens } from "marked";
import type { ReactNode } from "react";

import { followLink } from "../app/follow-link.ts";
import { Checkmark } from "./Checkmark.tsx";
import { safeAddress } from "./safe-address.ts";
import { Text } from "./Text.tsx";
import type { Words } from "./words.ts";

import styles from "./Markdown.module.css";

interface InlineProps {
  tokens: readonly Token[];
  words: Words;
}

/** What stands in a line of Markdown. */
export function Inline({ tokens, words }: InlineProps): ReactNode {
  return tokens.map((token, index) => (
    // Tokens of one text don't move.
    // oxlint-disable-next-line react/no-array-index-key
    <Span key={index} token={token} words={words} />
  ));
}

function Span({ token, words }: { token: Token; words: Words }): ReactNode {
  const inner = () => <Inline tokens={("tokens" in token && token.tokens) || []} words={words} />;
  switch (token.type) {
    case "text":
      return (token as Tokens.Text).tokens === undefined ? (
        <Text text={(token as Tokens.Text).text} words={words} />
      ) : (
        inner()
      );
    case "escape":
      return (token as Tokens.Escape).text;
    case "strong":
      return <strong>{inner()}</strong>;
    case "em":
      return <em>{inner()}</em>;
    case "del":
      return <del>{inner()}</del>;
    case "codespan":
      return <code className={styles["code"]}>{(token as Tokens.Codespan).text}</code>;
    case "br":
      return <br />;
    case "checkbox":
      return <Checkmark checked={(token as Tokens.Checkbox).checked} />;
    case "link":
    case "image":
      return <Anchor token={token as Tokens.Link | Tokens.Image} words={words} />;
    default:
      return token.raw;
  }
}

/** Images are links, too: to show them would tell a stranger's server who reads. Others than web and mail aren't any. */
function Anchor({ token, words }: { token: Tokens.Link | Tokens.Image; words: Words }) {
  const address = words.inLink ? undefined : safeAddress(token.href);
  if (address === undefined) return token.raw;
  const label =
    token.type === "link" && token.tokens.length > 0 ? (
      <Inline tokens={token.tokens} words={{ ...words, inLink: true }} />
    ) : (
      token.text || token.href
    );
  const title = token.text === token.href ? undefined : address;
  if (leadsToChannel(address))
    return (
      <a href={address} title={title} onClick={followLink}>
        {label}
      </a>
    );
  return (
    <a href={address} target="_blank" rel="noopener noreferrer" title={title}>
      {label}
    </a>
  );
}

/** Whether it is an address of this client's own, of a channel or a message in one: the page goes there itself. */
function leadsToChannel(address: string): boolean {
  const url = URL.parse(address);
  return url !== null && url.origin === globalThis.location?.origin && url.pathname.startsWith("/c/");
}
