import { ChevronDown, ChevronRight } from "lucide-react";
import { memo, type ReactNode, useId } from "react";

import { useText } from "../i18n/text.ts";
import { ChannelRow } from "./ChannelRow.tsx";
import { useCollapsed } from "./collapsed.ts";
import type { SectionName } from "./sections.ts";

import styles from "./Section.module.css";

export interface SectionProps {
  name: SectionName;
  ids: readonly number[];
  /** Id of the channel that is open; 0: none of this section. */
  current: number;
  /** What can be added to it. */
  children?: ReactNode;
}

/** Channels of one sort, under a heading that folds them. */
export const Section = memo(function Section({ name, ids, current, children }: SectionProps) {
  const text = useText();
  const heading = useId();
  const [folded, toggle] = useCollapsed(name);
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
      <ul>
        {ids.map((id) => (
          <ChannelRow key={id} id={id} current={id === current} folded={folded} />
        ))}
      </ul>
    </section>
  );
});
