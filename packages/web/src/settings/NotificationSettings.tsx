import { changeLocalSettings, useLocalSettings } from "../app/local-settings.ts";
import { Switch } from "../design/Switch.tsx";
import { useText } from "../i18n/text.ts";
import { Section } from "./Section.tsx";

/** What makes itself heard in this browser. */
export function NotificationSettings() {
  const { settings } = useText();
  const { sounds } = useLocalSettings();
  return (
    <Section title={settings.pages.notifications}>
      <Switch
        label={settings.sounds}
        checked={sounds}
        onChange={(next) => changeLocalSettings({ sounds: next })}
      />
    </Section>
  );
}
