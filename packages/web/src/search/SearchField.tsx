import { Search, X } from "lucide-react";
import { type KeyboardEvent, useEffect, useId, useRef, useState } from "react";

import { IconButton } from "../design/IconButton.tsx";
import { OptionList } from "../design/OptionList.tsx";
import { useText } from "../i18n/text.ts";
import { completed, type Suggestion, wordAt } from "./query-words.ts";
import { useSuggestions } from "./use-suggestions.ts";

import styles from "./SearchField.module.css";

export interface SearchFieldProps {
  value: string;
  onChange: (query: string) => void;
  /** Enter, or a search of before was chosen. */
  onSearch: (query: string) => void;
  /** ArrowDown where nothing is suggested: on to what was found. */
  onLeave: () => void;
}

/** Where a search is written: what can stand at the caret is suggested. */
export function SearchField({ value, onChange, onSearch, onLeave }: SearchFieldProps) {
  const text = useText();
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  const [caret, setCaret] = useState(value.length);
  const [isOpen, setOpen] = useState(false);
  const [active, setActive] = useState(-1);
  const suggestions = useSuggestions(value, caret, isOpen);
  const shown = isOpen ? suggestions : [];
  useEffect(() => input.current?.focus(), []);

  const write = (query: string, at = query.length) => {
    onChange(query);
    setCaret(at);
    setActive(-1);
  };
  const choose = (suggestion: Suggestion) => {
    if (suggestion.kind === "recent") {
      write(suggestion.insert);
      setOpen(false);
      return onSearch(suggestion.insert);
    }
    const next = completed(value, wordAt(value, caret), suggestion.insert);
    write(next.query, next.caret);
    input.current?.focus();
    requestAnimationFrame(() => input.current?.setSelectionRange(next.caret, next.caret));
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const { length } = shown;
    if (event.key === "ArrowDown" && length === 0) onLeave();
    else if (event.key === "ArrowDown") setActive((active + 1) % length);
    else if (event.key === "ArrowUp" && length > 0) setActive((active <= 0 ? length : active) - 1);
    else if (event.key === "Escape" && length > 0) setOpen(false);
    else if ((event.key === "Enter" || event.key === "Tab") && shown[active] !== undefined)
      choose(shown[active]);
    else if (event.key === "Enter") {
      setOpen(false);
      onSearch(value);
    } else return;
    event.preventDefault();
  };
  return (
    <div className={styles["around"]}>
      <Search aria-hidden size={16} className={styles["icon"]} />
      <input
        ref={input}
        className={styles["input"]}
        role="combobox"
        aria-label={text.search.field}
        aria-expanded={shown.length > 0}
        aria-controls={id}
        aria-autocomplete="list"
        aria-activedescendant={active >= 0 && active < shown.length ? `${id}-${active}` : undefined}
        placeholder={text.search.field}
        autoComplete="off"
        spellCheck={false}
        enterKeyHint="search"
        maxLength={500}
        value={value}
        onFocus={() => setOpen(true)}
        onBlur={() => setOpen(false)}
        onSelect={({ currentTarget }) => setCaret(currentTarget.selectionStart ?? value.length)}
        onChange={({ target }) => {
          setOpen(true);
          write(target.value, target.selectionStart ?? target.value.length);
        }}
        onKeyDown={onKeyDown}
      />
      {value !== "" && (
        <IconButton
          size="small"
          icon={X}
          label={text.search.clear}
          onClick={() => {
            write("");
            input.current?.focus();
          }}
        />
      )}
      <OptionList
        id={id}
        label={text.search.suggestions}
        options={shown}
        keyOf={({ kind, insert }) => `${kind} ${insert}`}
        active={active}
        onChoose={choose}
        side="below"
      />
    </div>
  );
}
