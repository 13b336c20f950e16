import { useText } from "../../i18n/text.ts";
import type { Completion } from "./use-completion.ts";

import styles from "./CompletionList.module.css";

/** Ways to complete what was begun, above the composer. The focus stays in the text. */
export function CompletionList({ completion }: { completion: Completion }) {
  const { composer } = useText();
  const { id, suggestions, active, choose, activate } = completion;
  return (
    <>
      <div role="status" className="visually-hidden">
        {suggestions.length > 0 && composer.suggestionCount(suggestions.length)}
      </div>
      {suggestions.length > 0 && (
        <ul id={id} role="listbox" aria-label={composer.suggestions} className={styles["list"]}>
          {suggestions.map((suggestion, at) => (
            <li
              key={suggestion.key}
              id={`${id}-${at}`}
              role="option"
              aria-selected={at === active}
              className={styles["option"]}
              onPointerMove={() => at !== active && activate(at)}
              // The text keeps the focus.
              onMouseDown={(event) => event.preventDefault()}
              onClick={() => choose(suggestion)}
            >
              <span className={styles["icon"]}>{suggestion.icon}</span>
              <span className={styles["label"]}>{suggestion.label}</span>
              <span className={styles["detail"]}>{suggestion.detail}</span>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
