import { changeLocalSettings, useLocalSettings } from "../app/local-settings.ts";
import { Switch } from "../design/Switch.tsx";
import { useText } from "../i18n/text.ts";
import { BrowserNotifications } from "./BrowserNotifications.tsx";
import { KeywordSettings } from "./KeywordSettings.tsx";
import { PushSettings } from "./PushSettings.tsx";
import { QuietSettings } from "./QuietSettings.tsx";
import { Section } from "./Section.tsx";
import { WhileAway } from "./WhileAway.tsx";

/** What the user is told of, and how. */
export function NotificationSettings() {
  const { notifications } = useText();
  const { sounds } = useLocalSettings();
  return (
    <>
      <Section title={notifications.thisBrowser} about={notifications.thisBrowserAbout}>
        <BrowserNotifications />
        <Switch
          label={notifications.sounds}
          hint={notifications.soundsHint}
          checked={sounds}
          onChange={(next) => changeLocalSettings({ sounds: next })}
        />
        <PushSettings />
      </Section>
      <Section title={notifications.whatFor} about={notifications.whatForAbout}>
        <KeywordSettings />
      </Section>
      <Section title={notifications.quiet} about={notifications.quietAbout}>
        <QuietSettings />
      </Section>
      <Section title={notifications.away}>
        <WhileAway />
      </Section>
    </>
  );
}
