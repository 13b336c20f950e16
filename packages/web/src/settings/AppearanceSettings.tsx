import { changeLocalSettings, type LocalSettings, useLocalSettings } from "../app/local-settings.ts";
import { Select } from "../design/Select.tsx";
import { Switch } from "../design/Switch.tsx";
import { language, useText } from "../i18n/text.ts";
import { Section } from "./Section.tsx";

import styles from "./AppearanceSettings.module.css";

const THEMES = ["system", "light", "dark"] as const satisfies readonly LocalSettings["theme"][];

/** How it looks in this browser, and what Enter does. */
export function AppearanceSettings() {
  const { settings, notifications: text } = useText();
  const { theme, enterSends } = useLocalSettings();
  return (
    <>
      <Section title={settings.theme}>
        <div role="radiogroup" aria-label={settings.theme} className={styles["themes"]}>
          {THEMES.map((each) => (
            <label key={each} className={styles["theme"]}>
              <input
                type="radio"
                name="theme"
                className={styles["input"]}
                checked={theme === each}
                onChange={() => changeLocalSettings({ theme: each })}
              />
              <Preview theme={each} />
              {settings.themes[each]}
            </label>
          ))}
        </div>
      </Section>
      <Section title={text.writing}>
        <Switch
          label={text.enterSends}
          hint={text.enterSendsHint}
          checked={enterSends}
          onChange={(next) => changeLocalSettings({ enterSends: next })}
        />
      </Section>
      <Section title={text.language}>
        <Select
          label={text.language}
          hint={text.languageHint}
          options={[[language, text.languageName]]}
          value={language}
          // There is one so far.
          onChange={() => {}}
        />
      </Section>
    </>
  );
}

/** A small window in the theme's colours; half of it in each where the system decides. */
function Preview({ theme }: { theme: LocalSettings["theme"] }) {
  const shown = theme === "system" ? (["light", "dark"] as const) : [theme];
  return (
    <span aria-hidden className={styles["preview"]}>
      {shown.map((each) => (
        <span key={each} className={styles["window"]} data-preview={each}>
          <span className={styles["side"]} />
          <span className={styles["lines"]}>
            <span />
            <span />
            <span />
          </span>
        </span>
      ))}
    </span>
  );
}
