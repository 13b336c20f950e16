import type { Edit, Selected } from "./markdown-edit.ts";

export function selectedIn({ value, selectionStart, selectionEnd }: HTMLTextAreaElement): Selected {
  return { text: value, start: selectionStart, end: selectionEnd };
}

/** Changes a textarea as if it was typed: it can be undone, and is told as input. */
export function applyEdit(area: HTMLTextAreaElement, { from, to, insert, start, end }: Edit): void {
  area.focus();
  area.setSelectionRange(from, to);
  // The only way to write that the browser's undo knows.
  const done =
    insert === ""
      ? from === to || document.execCommand("delete")
      : document.execCommand("insertText", false, insert);
  if (!done) {
    area.setRangeText(insert, from, to);
    area.dispatchEvent(new InputEvent("input", { bubbles: true, inputType: "insertText" }));
  }
  area.setSelectionRange(start, end);
}

/** Writes at the caret, over what is selected. */
export function insertText(area: HTMLTextAreaElement, insert: string): void {
  const { start, end } = selectedIn(area);
  const caret = start + insert.length;
  applyEdit(area, { from: start, to: end, insert, start: caret, end: caret });
}
