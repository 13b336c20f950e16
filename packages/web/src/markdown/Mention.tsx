import type { User } from "@hubbub/client";
import { useContext } from "react";

import { ChatContext } from "../app/chat-context.ts";
import { classNames } from "../design/class-names.ts";
import { ProfileButton } from "../people/ProfileButton.tsx";

import styles from "./Markdown.module.css";

/** Somebody who is mentioned, with their profile; undefined: all are. */
export function Mention({ text, user, isMe }: { text: string; user: User | undefined; isMe: boolean }) {
  const className = classNames(styles["mention"], isMe && styles["own"]);
  const hasProfiles = useContext(ChatContext) !== undefined;
  if (user === undefined || !hasProfiles) return <span className={className}>{text}</span>;
  return (
    <ProfileButton user={user.id} className={className}>
      {text}
    </ProfileButton>
  );
}
