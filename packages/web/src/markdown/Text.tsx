import type { ReactNode } from "react";
import { Link } from "wouter";

import { routes } from "../app/routes.ts";
import { CustomEmojiImage } from "../emoji/CustomEmojiImage.tsx";
import { Mention } from "./Mention.tsx";
import { type Part, splitWords, type Words } from "./words.ts";

import styles from "./Markdown.module.css";

/** Text in which people, channels and emoji are named. */
export function Text({ text, words }: { text: string; words: Words }): ReactNode {
  return splitWords(text, words).map((part, index) => (
    // oxlint-disable-next-line react/no-array-index-key
    <Piece key={index} part={part} />
  ));
}

function Piece({ part }: { part: Part }): ReactNode {
  switch (part.kind) {
    case "text":
      return part.text;
    case "mention":
      return <Mention text={part.text} user={part.user} isMe={part.isMe} />;
    case "channel":
      return (
        <Link href={routes.channel(part.id)} className={styles["channel"]}>
          {part.text}
        </Link>
      );
    case "emoji":
      return "unicode" in part.emoji ? (
        part.emoji.unicode
      ) : (
        <CustomEmojiImage name={part.name} file={part.emoji.file} />
      );
  }
}
