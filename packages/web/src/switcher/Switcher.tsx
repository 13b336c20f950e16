import { type KeyboardEvent, useEffect, useId, useMemo, useState } from "react";
import { navigate } from "wouter/use-browser-location";

import { useChat } from "../app/chat-context.ts";
import { routes } from "../app/routes.ts";
import { useAction } from "../app/use-action.ts";
import { useLoaded } from "../app/use-loaded.ts";
import { useObservable } from "../app/use-observable.ts";
import { ChannelIcon } from "../channel/ChannelIcon.tsx";
import { Avatar } from "../design/Avatar.tsx";
import { Badge } from "../design/Badge.tsx";
import { Dialog } from "../design/Dialog.tsx";
import { Notice } from "../design/Notice.tsx";
import { useText } from "../i18n/text.ts";
import type { Closable } from "../shell/dialogs.ts";
import { lastChannel } from "../shell/last-channel.ts";
import { type Candidate, findCandidates } from "./candidates.ts";

import field from "../design/TextField.module.css";
import styles from "./Switcher.module.css";

/** Goes to a channel or person by a part of the name, with the keyboard alone. */
export function Switcher({ onClose }: Closable) {
  const text = useText();
  const list = useId();
  const { client } = useChat();
  const [written, setWritten] = useState("");
  const [at, setAt] = useState(0);
  const candidates = useCandidates(written);
  const { busy, error, run } = useAction();
  const go = async (candidate: Candidate | undefined) => {
    if (candidate === undefined || busy) return;
    await run(async () => {
      const id = candidate.channel?.id ?? (await client.channels.openDirect([candidate.user!.id])).id;
      // First it goes, so that where one writes there can take the focus.
      onClose();
      navigate(routes.channel(id));
    });
  };
  const pressed = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined) {
      event.preventDefault();
      setAt((at + step + candidates.length) % Math.max(candidates.length, 1));
    }
    if (event.key === "Enter") {
      event.preventDefault();
      void go(candidates[at]);
    }
  };
  const optionId = (key: string) => `${list}-${key}`;
  const chosen = candidates[at];
  const chosenId = chosen && optionId(chosen.key);
  useEffect(() => {
    if (chosenId !== undefined) document.getElementById(chosenId)?.scrollIntoView({ block: "nearest" });
  }, [chosenId]);
  return (
    <Dialog title={text.switcher.title} onClose={onClose}>
      <input
        role="combobox"
        className={field["input"]}
        aria-label={text.switcher.field}
        placeholder={text.switcher.field}
        aria-expanded
        aria-controls={list}
        aria-activedescendant={chosenId}
        aria-autocomplete="list"
        autoComplete="off"
        autoFocus
        value={written}
        onChange={({ target }) => {
          setWritten(target.value);
          setAt(0);
        }}
        onKeyDown={pressed}
      />
      {error !== undefined && <Notice kind="error">{error}</Notice>}
      <div id={list} role="listbox" aria-label={text.switcher.results} className={styles["list"]}>
        {candidates.map((candidate, index) => (
          <div
            key={candidate.key}
            id={optionId(candidate.key)}
            role="option"
            aria-selected={index === at}
            className={styles["option"]}
            onClick={() => void go(candidate)}
          >
            {candidate.channel ? (
              <ChannelIcon channel={candidate.channel} />
            ) : (
              <Avatar user={candidate.user} size={20} />
            )}
            <span className={styles["name"]}>{candidate.name}</span>
            {candidate.user && <span className={styles["kind"]}>{text.switcher.person}</span>}
            {candidate.unread > 0 && <Badge count={candidate.unread} />}
          </div>
        ))}
      </div>
      {candidates.length === 0 && <div role="status">{text.switcher.none}</div>}
    </Dialog>
  );
}

function useCandidates(written: string): Candidate[] {
  const { client, state } = useChat();
  const channels = useObservable(state.channels);
  const prefix = written.trim().replace(/^@/, "");
  const people = useLoaded(
    async () => (prefix === "" ? [] : client.findUsers({ prefix, limit: 20 })),
    [client, prefix],
  );
  return useMemo(() => {
    const current = Number(/^\/c\/(\d+)/.exec(location.pathname)?.[1] ?? 0);
    const recent = lastChannel.all();
    return findCandidates(written, { state, recent, current, people: people.value ?? [] });
    // The channels are read through the state.
  }, [written, state, channels, people.value]);
}
