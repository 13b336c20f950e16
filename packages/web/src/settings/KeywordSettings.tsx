import { LIMITS } from "@hubbub/client";
import { X } from "lucide-react";
import { type FormEvent, useState } from "react";

import { useAction } from "../app/use-action.ts";
import { Button } from "../design/Button.tsx";
import { IconButton } from "../design/IconButton.tsx";
import { TextField } from "../design/TextField.tsx";
import { useText } from "../i18n/text.ts";
import { usePreferences } from "./use-preferences.ts";

import styles from "./NotificationSettings.module.css";

/** Words that the user is told of wherever they read. */
export function KeywordSettings() {
  const { notifications: text } = useText();
  const [{ keywords }, change] = usePreferences();
  const [word, setWord] = useState("");
  const { busy, error, run } = useAction();
  const add = async (event: FormEvent) => {
    event.preventDefault();
    const added = word.trim();
    if (added === "") return;
    const others = keywords.filter((each) => each.toLowerCase() !== added.toLowerCase());
    if (await run(() => change({ keywords: [...others, added] }))) setWord("");
  };
  const remove = (gone: string) => run(() => change({ keywords: keywords.filter((each) => each !== gone) }));
  return (
    <>
      <form className={styles["row"]} onSubmit={(event) => void add(event)}>
        <div className={styles["grow"]}>
          <TextField
            label={text.keyword}
            hint={text.keywordHint}
            error={error}
            maxLength={LIMITS.keywordLength}
            value={word}
            onChange={({ target }) => setWord(target.value)}
          />
        </div>
        <Button type="submit" busy={busy} disabled={keywords.length >= LIMITS.keywords}>
          {text.addKeyword}
        </Button>
      </form>
      {keywords.length > 0 && (
        <ul className={styles["words"]} aria-label={text.keywords}>
          {keywords.map((each) => (
            <li key={each} className={styles["word"]}>
              {each}
              <IconButton
                size="small"
                icon={X}
                label={text.removeKeyword(each)}
                onClick={() => void remove(each)}
              />
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
