import { useChat } from "../app/chat-context.ts";
import { useObservable } from "../app/use-observable.ts";
import { Pane } from "../design/Pane.tsx";
import { useText } from "../i18n/text.ts";
import { DraftItem } from "./DraftItem.tsx";
import { ScheduledItem } from "./ScheduledItem.tsx";

import styles from "./DraftsPane.module.css";

/** What the user has begun to write, and what waits for its time. */
export function DraftsPane() {
  const { composer } = useText();
  const { state } = useChat();
  const drafts = [...useObservable(state.drafts).values()];
  const scheduled = [...useObservable(state.scheduled).values()].toSorted((one, other) => one.at - other.at);
  return (
    <Pane title={composer.draftsTitle}>
      <div className={styles["lists"]}>
        <h2>{composer.scheduled}</h2>
        {scheduled.length === 0 && <p className={styles["none"]}>{composer.noScheduled}</p>}
        <ul className={styles["list"]} aria-label={composer.scheduled}>
          {scheduled.map((each) => (
            <ScheduledItem key={each.id} scheduled={each} />
          ))}
        </ul>
        <h2>{composer.drafts}</h2>
        {drafts.length === 0 && <p className={styles["none"]}>{composer.noDrafts}</p>}
        <ul className={styles["list"]} aria-label={composer.drafts}>
          {drafts.map((each) => (
            <DraftItem key={`${each.channel} ${each.thread}`} draft={each} />
          ))}
        </ul>
      </div>
    </Pane>
  );
}
