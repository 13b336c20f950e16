import type { ClipboardEvent } from "react";

import { applyEdit, selectedIn } from "./apply-edit.ts";
import { makeLink } from "./markdown-edit.ts";

const ADDRESS = /^https?:\/\/\S+$/;

/** Attaches files that are pasted; an address over selected words makes them a link. All else is pasted as it is. */
export function pasteInto(event: ClipboardEvent<HTMLTextAreaElement>, attach: (files: File[]) => void): void {
  const { clipboardData, currentTarget } = event;
  const text = clipboardData.getData("text/plain");
  const files = [...clipboardData.files];
  // Office programs put a picture of the text beside it.
  if (files.length > 0 && text === "") {
    event.preventDefault();
    return attach(files);
  }
  const selected = selectedIn(currentTarget);
  const words = selected.text.slice(selected.start, selected.end);
  if (!ADDRESS.test(text.trim()) || words.trim() === "" || ADDRESS.test(words.trim())) return;
  event.preventDefault();
  applyEdit(currentTarget, makeLink(selected, text.trim()));
}
