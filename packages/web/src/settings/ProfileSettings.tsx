import type { User } from "@hubbub/client";
import { useState } from "react";

import { AttemptForm } from "../app/AttemptForm.tsx";
import { useChat } from "../app/chat-context.ts";
import type { FormValues } from "../app/form-values.ts";
import { useAttempt } from "../app/use-attempt.ts";
import { useMe } from "../app/use-user.ts";
import { Button } from "../design/Button.tsx";
import { Select } from "../design/Select.tsx";
import { TextField } from "../design/TextField.tsx";
import { toast } from "../design/toast.ts";
import { language, useText } from "../i18n/text.ts";
import { openStatusDialog } from "../people/open-status-dialog.ts";
import { AvatarField } from "./AvatarField.tsx";
import { profileOf } from "./profile-of.ts";
import { Section } from "./Section.tsx";

import styles from "./Section.module.css";

const DISPLAY_NAME_LENGTH = 64;
const TITLE_LENGTH = 100;

/** How others see the user. */
export function ProfileSettings() {
  const { settings } = useText();
  const me = useMe();
  if (me === undefined) return null;
  return (
    <>
      <Section title={settings.picture}>
        <AvatarField me={me} />
      </Section>
      <Section title={settings.status}>
        <Status me={me} />
      </Section>
      <Section title={settings.pages.profile}>
        <Names key={me.id} me={me} />
      </Section>
    </>
  );
}

function Status({ me }: { me: User }) {
  const { settings } = useText();
  const { emoji = "", text = "", until = 0 } = me.status ?? {};
  const isSet = emoji !== "" || text !== "";
  return (
    <>
      <p className={isSet ? undefined : styles["muted"]}>
        {isSet ? `${emoji} ${text}` : settings.noStatus}{" "}
        {until > 0 && <span className={styles["muted"]}>{settings.until(timeOf(until))}</span>}
      </p>
      <Button onClick={openStatusDialog}>{settings.setStatus}</Button>
    </>
  );
}

function timeOf(at: number): string {
  return new Date(at).toLocaleString(language, { dateStyle: "medium", timeStyle: "short" });
}

function Names({ me }: { me: User }) {
  const text = useText();
  const { settings } = text;
  const { client } = useChat();
  const attempt = useAttempt();
  const [timezone, setTimezone] = useState(me.timezone);
  const save = async (values: FormValues) => {
    const [displayName, title] = [values("displayName").trim(), values("title").trim()];
    await client.profile.set({ ...profileOf(me), displayName, title, timezone });
    toast.info(settings.saved);
  };
  const zones = new Set([timezone, ...Intl.supportedValuesOf("timeZone")]);
  zones.delete("");
  return (
    <AttemptForm attempt={attempt} submit={text.common.save} onSubmit={save}>
      <TextField
        label={settings.displayName}
        hint={settings.displayNameHint(me.name)}
        name="displayName"
        defaultValue={me.displayName}
        maxLength={DISPLAY_NAME_LENGTH}
        autoComplete="name"
      />
      <TextField
        label={settings.jobTitle}
        hint={settings.jobTitleHint}
        name="title"
        defaultValue={me.title}
        maxLength={TITLE_LENGTH}
        autoComplete="organization-title"
      />
      <Select
        label={settings.timezone}
        hint={settings.timezoneHint}
        options={[["", settings.noTimezone], ...[...zones].map((zone) => [zone, zone] as const)]}
        value={timezone}
        onChange={setTimezone}
      />
    </AttemptForm>
  );
}
