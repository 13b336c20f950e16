import type { KeyboardEvent } from "react";

import { Button } from "../design/Button.tsx";
import { Notice } from "../design/Notice.tsx";
import { Spinner } from "../design/Spinner.tsx";
import { describeError } from "../i18n/describe-error.ts";
import { useText } from "../i18n/text.ts";
import { FoundMessage } from "./FoundMessage.tsx";
import { type FoundState, keyOf } from "./use-found.ts";

import styles from "./FoundList.module.css";

export interface FoundListProps {
  label: string;
  state: FoundState;
  /** What there is to say where nothing was found. */
  empty: string;
  loadMore: () => void;
  refresh: () => void;
}

/** Messages of several channels; the arrow keys go from one to the next. */
export function FoundList({ label, state, empty, loadMore, refresh }: FoundListProps) {
  const text = useText();
  const { found, more, partial, loading, error } = state;
  return (
    <div className={styles["around"]}>
      <div role="status" className={styles["status"]}>
        {loading && found === undefined && (
          <>
            <Spinner /> {text.common.loading}
          </>
        )}
        {found?.length === 0 && !loading && !more && error === undefined && empty}
        {partial && !loading && text.search.partial}
      </div>
      {error !== undefined && (
        <Notice kind="error">
          {describeError(error)}{" "}
          <Button size="small" onClick={found === undefined ? refresh : loadMore}>
            {text.common.retry}
          </Button>
        </Notice>
      )}
      {found !== undefined && found.length > 0 && (
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- Beside Tab, which does it, too.
        <ul aria-label={label} className={styles["list"]} onKeyDown={step}>
          {found.map((each) => (
            <li key={keyOf(each)}>
              <FoundMessage found={each} />
            </li>
          ))}
        </ul>
      )}
      {more && found !== undefined && (
        <div className={styles["more"]}>
          <Button busy={loading} onClick={loadMore}>
            {text.search.more}
          </Button>
        </div>
      )}
    </div>
  );
}

function step(event: KeyboardEvent<HTMLUListElement>): void {
  const by = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
  if (by === 0) return;
  const all = [...event.currentTarget.querySelectorAll<HTMLElement>("[data-found]")];
  const next = all[all.indexOf(document.activeElement as HTMLElement) + by];
  if (next === undefined) return;
  event.preventDefault();
  next.focus();
}
