import type { KeyboardEvent } from "react";

import { useLocalSettings } from "../app/local-settings.ts";
import { applyEdit, insertText, selectedIn } from "./apply-edit.ts";
import { continueList, isInFence, toggleMark } from "./markdown-edit.ts";

const MARKS: Readonly<Record<string, string>> = { b: "**", i: "_", e: "`" };
const isTouch = matchMedia("(pointer: coarse)");

export interface KeyActions {
  send: () => void;
  /** ArrowUp where nothing is written. Whether there is something to edit. */
  editLast: () => boolean;
}

/** What keys do in the composer's text: send, begin a line, write Markdown. */
export function useKeys({ send, editLast }: KeyActions): (event: KeyboardEvent<HTMLTextAreaElement>) => void {
  const { enterSends } = useLocalSettings();
  return (event) => {
    // An input method composes: its keys are its own.
    if (event.nativeEvent.isComposing) return;
    const area = event.currentTarget;
    if (event.key === "Enter") return enter(event, enterSends, send);
    if (event.key === "ArrowUp" && area.value === "" && !event.shiftKey) {
      if (editLast()) event.preventDefault();
      return;
    }
    const mark = markOf(event);
    if (mark === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    applyEdit(area, toggleMark(selectedIn(area), mark));
  };
}

function enter(event: KeyboardEvent<HTMLTextAreaElement>, enterSends: boolean, send: () => void): void {
  const area = event.currentTarget;
  const isCommand = event.ctrlKey || event.metaKey;
  // A finger has the button; Enter within a code block goes on with the code.
  const plain = enterSends && !isTouch.matches && !isInFence(area.value, area.selectionStart);
  if (isCommand || (plain && !event.shiftKey && !event.altKey)) {
    event.preventDefault();
    return send();
  }
  const edit = continueList(selectedIn(area));
  event.preventDefault();
  if (edit === undefined) insertText(area, "\n");
  else applyEdit(area, edit);
}

function markOf({ key, ctrlKey, metaKey, shiftKey, altKey }: KeyboardEvent): string | undefined {
  if (!(ctrlKey || metaKey) || altKey) return undefined;
  const lower = key.toLowerCase();
  if (shiftKey) return lower === "x" ? "~~" : undefined;
  return MARKS[lower];
}
