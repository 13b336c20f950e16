import { Bold, Code, CodeXml, Italic, Link, List, ListOrdered, Quote, Strikethrough } from "lucide-react";
import type { RefObject } from "react";

import { IconButton } from "../design/IconButton.tsx";
import { useText } from "../i18n/text.ts";
import { applyEdit, selectedIn } from "./apply-edit.ts";
import {
  type Edit,
  makeCodeBlock,
  makeLink,
  type Selected,
  toggleLines,
  toggleMark,
} from "./markdown-edit.ts";

import styles from "./FormattingBar.module.css";

const BUTTONS = [
  ["bold", Bold, (selected: Selected) => toggleMark(selected, "**")],
  ["italic", Italic, (selected: Selected) => toggleMark(selected, "_")],
  ["strike", Strikethrough, (selected: Selected) => toggleMark(selected, "~~")],
  ["link", Link, (selected: Selected) => makeLink(selected)],
  ["bulletList", List, (selected: Selected) => toggleLines(selected, "- ")],
  ["numberedList", ListOrdered, (selected: Selected) => toggleLines(selected, "1. ")],
  ["quote", Quote, (selected: Selected) => toggleLines(selected, "> ")],
  ["code", Code, (selected: Selected) => toggleMark(selected, "`")],
  ["codeBlock", CodeXml, makeCodeBlock],
] as const;

/** Buttons that write Markdown around what is selected. */
export function FormattingBar({ area }: { area: RefObject<HTMLTextAreaElement | null> }) {
  const { composer } = useText();
  const act = (edit: (selected: Selected) => Edit) => {
    if (area.current !== null) applyEdit(area.current, edit(selectedIn(area.current)));
  };
  return (
    <div role="group" aria-label={composer.formatting} className={styles["bar"]}>
      {BUTTONS.map(([name, icon, edit]) => (
        <IconButton
          key={name}
          size="small"
          icon={icon}
          label={composer[name]}
          // The selection stays.
          onMouseDown={(event) => event.preventDefault()}
          onClick={() => act(edit)}
        />
      ))}
    </div>
  );
}
