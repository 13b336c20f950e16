import { type ReactNode, useCallback, useLayoutEffect, useReducer, useRef } from "react";
import { flushSync } from "react-dom";

import type { ListScroll } from "./list-scroll.ts";

import styles from "./Rows.module.css";

export interface RowsProps {
  scroll: ListScroll;
  /** Each row's name, its own for as long as it is in the list. The same array while nothing comes or goes. */
  keys: readonly string[];
  /** Indexes of rows that are there wherever the list is, in ascending order. */
  kept: readonly number[];
  /** Whether nothing is to come after the last row. */
  isWhole: boolean;
  /** Above the first row, and below the last one. */
  before: ReactNode;
  after: ReactNode;
  children: (index: number) => ReactNode;
}

/** The rows of a list that are seen, and some around them; the others are empty space. Stands alone in what scrolls it. */
export function Rows({ scroll, keys, kept, isWhole, before, after, children }: RowsProps) {
  const content = useRef<HTMLDivElement>(null);
  const [, render] = useReducer((count: number) => count + 1, 0);
  useLayoutEffect(
    () => scroll.attach(content.current as HTMLDivElement, (now) => (now ? flushSync(render) : render())),
    [scroll],
  );
  const { first, last } = scroll.render(keys);
  useLayoutEffect(() => scroll.settle(isWhole));

  const shown: ReactNode[] = [];
  let next = 0;
  const space = (to: number) => {
    const height = scroll.heights.topOf(to) - scroll.heights.topOf(next);
    if (to > next) shown.push(<div key={`before ${keys[to] ?? ""}`} style={{ height }} />);
  };
  for (const index of indexesOf(first, last, kept, keys.length)) {
    space(index);
    const key = keys[index] as string;
    shown.push(
      <Row key={key} scroll={scroll} name={key}>
        {children(index)}
      </Row>,
    );
    next = index + 1;
  }
  space(keys.length);
  return (
    <div ref={content} className={styles["content"]}>
      {before}
      {shown}
      {after}
    </div>
  );
}

function Row({ scroll, name, children }: { scroll: ListScroll; name: string; children: ReactNode }) {
  const ref = useCallback((row: HTMLDivElement) => scroll.observe(name, row), [scroll, name]);
  return (
    <div ref={ref} className={styles["row"]}>
      {children}
    </div>
  );
}

function indexesOf(first: number, last: number, kept: readonly number[], count: number): number[] {
  const range = Array.from({ length: last - first + 1 }, (_, at) => first + at);
  return [
    ...kept.filter((index) => index < first),
    ...range,
    ...kept.filter((index) => index > last && index < count),
  ];
}
