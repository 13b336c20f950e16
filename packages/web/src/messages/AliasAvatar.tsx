import type { User } from "@hubbub/client";

import { Avatar } from "../design/Avatar.tsx";
import { CustomEmojiImage } from "../emoji/CustomEmojiImage.tsx";
import { useNamedEmoji } from "../emoji/use-named-emoji.ts";

import styles from "./AliasAvatar.module.css";

const NAME = /^:?([a-z0-9_+-]+):?$/;

/** The picture beside a message under another name: the emoji that goes with it, if there is such an emoji, or its author's. */
export function AliasAvatar({ alias, user }: { alias: { emoji: string }; user: User | undefined }) {
  const written = alias.emoji;
  const name = NAME.exec(written)?.[1] ?? "";
  const emoji = useNamedEmoji(`:${name}:`)(name);
  if (written === "" || (name !== "" && emoji === undefined)) return <Avatar user={user} />;
  return (
    <span aria-hidden className={styles["emoji"]}>
      {emoji === undefined ? (
        written
      ) : "unicode" in emoji ? (
        emoji.unicode
      ) : (
        <CustomEmojiImage name={name} file={emoji.file} />
      )}
    </span>
  );
}
