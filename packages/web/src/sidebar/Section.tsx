import { ChevronDown, ChevronRight } from "lucide-react";
import { memo, type ReactNode, useId, useRef, useState } from "react";

import { useText } from "../i18n/text.ts";
import { ChannelRow } from "./ChannelRow.tsx";
import { useCollapsed } from "./collapsed.ts";
import type { RowPlaces } from "./row-places.ts";
import type { SectionName } from "./sections.ts";
import { useRowWindow, useShownIds } from "./use-rows.ts";

import styles from "./Section.module.css";

export interface SectionProps {
  name: SectionName;
  ids: readonly number[];
  places: RowPlaces;
  /** Id of the channel that is open; 0: none of this section. */
  current: number;
  /** So many are shown until more are wanted, and beside them those with something unread; by default all. */
  most?: number;
  /** What can be added to it. */
  children?: ReactNode;
}

/** Channels of one sort, under a heading that folds them. */
export const Section = memo(function Section({
  name,
  ids,
  places,
  current,
  most = Number.POSITIVE_INFINITY,
  children,
}: SectionProps) {
  const text = useText();
  const heading = useId();
  const [folded, toggle] = useCollapsed(name);
  const list = useRef<HTMLUListElement>(null);
  const [all, setAll] = useState(false);
  const shown = useShownIds(ids, current, folded ? 0 : all ? ids.length : most);
  const { from, to } = useRowWindow(places, name, list, shown) ?? { from: 0, to: shown.length };
  const Icon = folded ? ChevronRight : ChevronDown;
  return (
    <section className={styles["section"]} aria-labelledby={heading}>
      <div className={styles["heading"]}>
        <h2 id={heading} className={styles["title"]}>
          <button type="button" className={styles["fold"]} aria-expanded={!folded} onClick={toggle}>
            <Icon aria-hidden size={14} />
            {text.sidebar[name]}
          </button>
        </h2>
        {children}
      </div>
      <ul
        ref={list}
        style={{ height: `calc(${shown.length} * var(--row))`, paddingTop: `calc(${from} * var(--row))` }}
      >
        {shown.slice(from, to).map((id, at) => (
          <ChannelRow key={id} id={id} current={id === current} place={from + at + 1} count={shown.length} />
        ))}
      </ul>
      {!folded && ids.length > most && (
        <button type="button" className={styles["more"]} aria-expanded={all} onClick={() => setAll(!all)}>
          {all ? text.sidebar.fewer : text.sidebar.all(ids.length)}
        </button>
      )}
    </section>
  );
});
