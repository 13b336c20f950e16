import type { User } from "@hubbub/client";
import { X } from "lucide-react";
import { useId, useState } from "react";

import { useChat } from "../app/chat-context.ts";
import { useLoaded } from "../app/use-loaded.ts";
import { nameOf } from "../app/use-user.ts";
import { Avatar } from "../design/Avatar.tsx";
import { IconButton } from "../design/IconButton.tsx";
import { Notice } from "../design/Notice.tsx";
import { TextField } from "../design/TextField.tsx";
import { useText } from "../i18n/text.ts";

import styles from "./PeoplePicker.module.css";

/** Suggestions at a time. */
const SHOWN = 20;

export interface PeoplePickerProps {
  picked: readonly User[];
  onChange: (picked: readonly User[]) => void;
  /** As many can be picked. */
  most: number;
  /** Ids of those that are not offered. */
  without?: ReadonlySet<number>;
  label?: string;
  autoFocus?: boolean;
}

/** Picks people by the start of their names. Enter takes the first one that is offered, Backspace the last one back. */
export function PeoplePicker({
  picked,
  onChange,
  most,
  without,
  label,
  autoFocus = false,
}: PeoplePickerProps) {
  const text = useText();
  const { client } = useChat();
  const list = useId();
  const [prefix, setPrefix] = useState("");
  const found = useLoaded(() => client.findUsers({ prefix, limit: 100 }), [client, prefix]);
  const taken = new Set([client.me?.id, ...picked.map(({ id }) => id)]);
  const offered = (found.value ?? [])
    .filter(({ id, disabled }) => !taken.has(id) && !disabled && without?.has(id) !== true)
    .slice(0, SHOWN);
  const isFull = picked.length >= most;
  const add = (user: User) => {
    onChange([...picked, user]);
    setPrefix("");
  };
  return (
    <div className={styles["picker"]}>
      {picked.length > 0 && (
        <ul className={styles["picked"]}>
          {picked.map((user) => (
            <li key={user.id} className={styles["chip"]}>
              {nameOf(user, "")}
              <IconButton
                size="small"
                icon={X}
                label={text.people.remove(nameOf(user, ""))}
                onClick={() => onChange(picked.filter(({ id }) => id !== user.id))}
              />
            </li>
          ))}
        </ul>
      )}
      <TextField
        label={label ?? text.people.pick}
        value={prefix}
        disabled={isFull}
        autoFocus={autoFocus}
        autoComplete="off"
        aria-controls={list}
        onChange={({ target }) => setPrefix(target.value)}
        onKeyDown={(event) => {
          if (event.key === "Enter" && prefix !== "") {
            event.preventDefault();
            if (offered[0] !== undefined) add(offered[0]);
          }
          if (event.key === "Backspace" && prefix === "") onChange(picked.slice(0, -1));
        }}
      />
      {found.error !== undefined && <Notice kind="error">{found.error}</Notice>}
      <ul id={list} className={styles["offered"]}>
        {!isFull &&
          offered.map((user) => (
            <li key={user.id}>
              <button type="button" className={styles["person"]} onClick={() => add(user)}>
                <Avatar user={user} size={24} />
                <span>{nameOf(user, "")}</span>
                {user.displayName !== "" && <span className={styles["handle"]}>@{user.name}</span>}
              </button>
            </li>
          ))}
        {found.value !== undefined && offered.length === 0 && prefix !== "" && <li>{text.people.nobody}</li>}
      </ul>
    </div>
  );
}
