import type { MessageState } from "@hubbub/client";
import { useEffect, useRef, useState } from "react";

import { useChat } from "../app/chat-context.ts";
import { useText } from "../i18n/text.ts";
import { authorOf } from "./RowHeader.tsx";
import { indexOf } from "./rows.ts";

/** A screen reader is told of new messages so often at most, in ms; of one with so many of its characters. */
const EVERY_MS = 2_000;
const WORDS = 200;

/** Says to screen readers what came: one message in its words, several by their number. Own ones are not news. */
export function Announcements({
  messages,
  thread,
}: {
  messages: readonly MessageState[];
  /** Seq of the root where a thread is shown; 0: the channel. */
  thread: number;
}) {
  const text = useText();
  const { client, state } = useChat();
  const [words, setWords] = useState("");
  const newest = messages.at(-1)?.seq ?? 0;
  const said = useRef(newest);
  const latest = useRef(messages);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => {
    latest.current = messages;
    if (newest <= said.current || timer.current !== undefined) return;
    timer.current = setTimeout(() => {
      timer.current = undefined;
      const came = latest.current
        .slice(indexOf(latest.current, said.current + 1))
        .filter(({ user, message }) => user !== client.me?.id && !isSaidBeside(message?.thread ?? 0, thread));
      said.current = latest.current.at(-1)?.seq ?? said.current;
      const [first, ...others] = came;
      if (first === undefined) return;
      const name = authorOf(first, state.user(first.user), text.common.somebody);
      const one = text.list.announce(name, (first.message?.text ?? "").slice(0, WORDS));
      setWords(others.length === 0 ? one : text.list.newBelow(came.length));
    }, EVERY_MS);
  }, [messages, newest, client, state, text]);
  useEffect(() => () => clearTimeout(timer.current), []);
  return (
    <div className="visually-hidden" aria-live="polite">
      {words}
    </div>
  );
}

/** Whether a reply that is shown in the channel, too, is news of its thread's panel. */
function isSaidBeside(root: number, thread: number): boolean {
  return thread === 0 && root > 0 && new URLSearchParams(location.search).get("thread") === String(root);
}
