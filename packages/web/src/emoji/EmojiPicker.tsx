import {
  type KeyboardEvent,
  useDeferredValue,
  useEffect,
  useMemo,
  useRef,
  useState,
  useSyncExternalStore,
} from "react";

import { useChat } from "../app/chat-context.ts";
import { useText } from "../i18n/text.ts";
import { customEmoji } from "./custom-emoji.ts";
import { CustomEmojiImage } from "./CustomEmojiImage.tsx";
import { type Choice, pickerSections, type Section } from "./picker-sections.ts";
import { rememberEmoji, setSkinTone, usedEmoji } from "./used-emoji.ts";

import styles from "./EmojiPicker.module.css";

/** Columns of the grid: fingers need more room. */
const COLUMNS = matchMedia("(pointer: coarse)").matches ? 7 : 9;
const TONES = ["✋", "✋🏻", "✋🏼", "✋🏽", "✋🏾", "✋🏿"];

/** All emoji, to search or walk through: arrow keys go over the grid, Enter picks. */
export function EmojiPicker({ onPick }: { onPick: (emoji: string) => void }) {
  const text = useText().emoji;
  const { client } = useChat();
  const [search, setSearch] = useState("");
  const [{ recent, tone }, setUsed] = useState(usedEmoji);
  const custom = useSyncExternalStore(customEmoji.subscribe, () => customEmoji.of(client));
  useEffect(() => customEmoji.refresh(client), [client]);
  const query = useDeferredValue(search);
  const sections = useMemo(
    () => pickerSections({ search: query, tone, recent, custom }),
    [query, tone, recent, custom],
  );
  const picker = useRef<HTMLDivElement>(null);
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => {
    // The popover may have been there before this was loaded. On touch screens the keyboard would hide the emoji.
    if (matchMedia("(pointer: fine)").matches) field.current?.focus();
  }, []);
  const pick = (emoji: string) => {
    rememberEmoji(emoji);
    onPick(emoji);
  };
  const first = sections[0]?.choices[0];
  const press = (event: KeyboardEvent) => {
    const inSearch = event.target instanceof HTMLInputElement;
    if (inSearch && event.key === "Enter" && first !== undefined) {
      // What has the focus then would get the key.
      event.preventDefault();
      return pick(first.value);
    }
    if (picker.current !== null && move(picker.current, event)) event.preventDefault();
  };
  const nextTone = (tone + 1) % TONES.length;
  return (
    <div ref={picker} className={styles["picker"]} onKeyDown={press}>
      <div className={styles["top"]}>
        <input
          ref={field}
          type="search"
          className={styles["search"]}
          placeholder={text.search}
          aria-label={text.search}
          value={search}
          onChange={({ target }) => setSearch(target.value)}
        />
        <button
          type="button"
          className={styles["tone"]}
          aria-label={text.tone(tone)}
          title={text.tone(tone)}
          onClick={() => {
            setSkinTone(nextTone);
            setUsed({ recent, tone: nextTone });
          }}
        >
          {TONES[tone]}
        </button>
      </div>
      <div className={styles["sections"]} role="grid" aria-label={text.picker}>
        {sections.map((section) => (
          <Group key={section.id} section={section} first={first} onPick={pick} />
        ))}
      </div>
      {sections.length === 0 && (
        <p className={styles["nothing"]} role="status">
          {text.nothing}
        </p>
      )}
    </div>
  );
}

interface GroupProps {
  section: Section;
  /** What Tab goes to. */
  first: Choice | undefined;
  onPick: (emoji: string) => void;
}

function Group({ section, first, onPick }: GroupProps) {
  const text = useText().emoji;
  const rows = Array.from({ length: Math.ceil(section.choices.length / COLUMNS) }, (_, row) =>
    section.choices.slice(row * COLUMNS, (row + 1) * COLUMNS),
  );
  return (
    <div className={styles["section"]} role="rowgroup" aria-label={text.groups[section.id]}>
      <div aria-hidden className={styles["heading"]}>
        {text.groups[section.id]}
      </div>
      {rows.map((row) => (
        <div
          key={row[0]?.value}
          role="row"
          className={styles["row"]}
          style={{ gridTemplateColumns: `repeat(${COLUMNS}, minmax(0, 1fr))` }}
        >
          {row.map((choice) => (
            <button
              key={choice.value}
              type="button"
              role="gridcell"
              tabIndex={choice === first ? 0 : -1}
              className={styles["cell"]}
              aria-label={choice.label}
              title={choice.label}
              onClick={() => onPick(choice.value)}
            >
              {choice.file > 0 ? (
                <CustomEmojiImage name={choice.value.slice(1, -1)} file={choice.file} />
              ) : (
                choice.value
              )}
            </button>
          ))}
        </div>
      ))}
    </div>
  );
}

/** Goes by an arrow key from the search into the grid, and in it. Whether it did. */
function move(picker: HTMLElement, { key, target }: KeyboardEvent): boolean {
  const cells = [...picker.querySelectorAll<HTMLElement>("[role=gridcell]")];
  const at = cells.indexOf(target as HTMLElement);
  if (at < 0) {
    if (key === "ArrowDown") cells[0]?.focus();
    return key === "ArrowDown";
  }
  if (key === "ArrowLeft" || key === "ArrowRight") {
    cells[at + (key === "ArrowLeft" ? -1 : 1)]?.focus();
    return true;
  }
  if (key !== "ArrowUp" && key !== "ArrowDown") return false;
  // Rows of different sections may have different lengths.
  const rows = [...picker.querySelectorAll<HTMLElement>("[role=row]")];
  const row = rows.findIndex((each) => each.contains(cells[at] ?? null));
  const column = rows[row]?.querySelectorAll("[role=gridcell]").values().toArray().indexOf(cells[at]!) ?? 0;
  const next = rows[row + (key === "ArrowUp" ? -1 : 1)]?.querySelectorAll<HTMLElement>("[role=gridcell]");
  if (next === undefined) picker.querySelector("input")?.focus();
  else next[Math.min(column, next.length - 1)]?.focus();
  return true;
}
