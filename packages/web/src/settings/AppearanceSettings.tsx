import { changeLocalSettings, type LocalSettings, useLocalSettings } from "../app/local-settings.ts";
import { Select } from "../design/Select.tsx";
import { useText } from "../i18n/text.ts";
import { Section } from "./Section.tsx";

const THEMES = ["system", "light", "dark"] as const satisfies readonly LocalSettings["theme"][];

/** How it looks in this browser. */
export function AppearanceSettings() {
  const { settings } = useText();
  const { theme } = useLocalSettings();
  return (
    <Section title={settings.pages.appearance}>
      <Select
        label={settings.theme}
        options={THEMES.map((each) => [each, settings.themes[each]] as const)}
        value={theme}
        onChange={(next) => changeLocalSettings({ theme: next as LocalSettings["theme"] })}
      />
    </Section>
  );
}
