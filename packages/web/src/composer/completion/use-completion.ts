import type { OwnChannel } from "@hubbub/client";
import { type KeyboardEvent, type RefObject, useEffect, useId, useState } from "react";

import { applyEdit } from "../apply-edit.ts";
import type { Suggestion } from "./suggestion.ts";
import { findTrigger, type Trigger } from "./trigger.ts";
import { useSuggestions } from "./use-suggestions.ts";

export interface Completion {
  /** Id of the list; an option's is this and its place. */
  id: string;
  suggestions: readonly Suggestion[];
  /** Place of the one that Enter and Tab take; -1: none is shown. */
  active: number;
  choose: (suggestion: Suggestion) => void;
  activate: (at: number) => void;
  /** Takes the keys that are for the list; whether this one was. */
  press: (event: KeyboardEvent<HTMLTextAreaElement>) => boolean;
  /** The caret, or the text, is another. */
  look: () => void;
  close: () => void;
}

/** Completes what is begun before the caret of a textarea. */
export function useCompletion(area: RefObject<HTMLTextAreaElement | null>, channel: OwnChannel): Completion {
  const id = useId();
  const [trigger, setTrigger] = useState<Trigger>();
  /** Where completion was given up by Escape. */
  const [dismissed, setDismissed] = useState(-1);
  const [at, setAt] = useState(0);
  const suggestions = useSuggestions(trigger?.from === dismissed ? undefined : trigger, channel);
  useEffect(() => setAt(0), [trigger?.kind, trigger?.query]);
  const active = Math.min(at, suggestions.length - 1);

  const look = () => {
    const field = area.current;
    if (field === null) return;
    const isCaret = field.selectionStart === field.selectionEnd && document.activeElement === field;
    const found = isCaret ? findTrigger(field.value, field.selectionStart) : undefined;
    if (found?.from !== dismissed) setDismissed(-1);
    setTrigger((before) => (sameTrigger(before, found) ? before : found));
  };
  const choose = ({ insert }: Suggestion) => {
    const field = area.current;
    if (field === null || trigger === undefined) return;
    const { from } = trigger;
    const to = from + trigger.query.length + 1;
    // One space behind it does.
    const written = field.value[to] === " " ? insert.trimEnd() : insert;
    const caret = from + insert.length;
    applyEdit(field, { from, to, insert: written, start: caret, end: caret });
    look();
  };
  const close = () => setDismissed(trigger?.from ?? -1);
  const press = (event: KeyboardEvent<HTMLTextAreaElement>): boolean => {
    const suggestion = suggestions[active];
    if (suggestion === undefined || event.ctrlKey || event.metaKey || event.altKey) return false;
    if (event.key === "ArrowDown") setAt((active + 1) % suggestions.length);
    else if (event.key === "ArrowUp") setAt((active + suggestions.length - 1) % suggestions.length);
    else if ((event.key === "Tab" || event.key === "Enter") && !event.shiftKey) choose(suggestion);
    else if (event.key === "Escape") close();
    else return false;
    event.preventDefault();
    event.stopPropagation();
    return true;
  };
  return { id, suggestions, active, choose, activate: setAt, press, look, close };
}

function sameTrigger(one: Trigger | undefined, other: Trigger | undefined): boolean {
  return one?.kind === other?.kind && one?.query === other?.query && one?.from === other?.from;
}
