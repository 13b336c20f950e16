import type { ServerSettings } from "@hubbub/client";
import { type FormEvent, useState } from "react";

import { useChat } from "../../app/chat-context.ts";
import { Button } from "../../design/Button.tsx";
import { ConfirmDialog } from "../../design/ConfirmDialog.tsx";
import { Switch } from "../../design/Switch.tsx";
import { TextField } from "../../design/TextField.tsx";
import { toast } from "../../design/toast.ts";
import { useAdminText } from "../../i18n/admin-text.ts";
import { useText } from "../../i18n/text.ts";
import { act } from "../act.ts";
import { DefaultChannels } from "./DefaultChannels.tsx";
import { draftOf, type SettingsDraft, settingsOf, wrongFields } from "./settings-draft.ts";

import styles from "../Admin.module.css";
import form from "./Server.module.css";

export interface SettingsFormProps {
  settings: ServerSettings;
  /** With what the server answered. */
  onSaved: (settings: ServerSettings) => void;
}

/** All settings; what was changed is saved together, or undone. */
export function SettingsForm({ settings, onSaved }: SettingsFormProps) {
  const text = useAdminText().server.settings;
  const common = useText().common;
  const { client } = useChat();
  const [draft, setDraft] = useState(draftOf(settings));
  const [busy, setBusy] = useState(false);
  const [asking, setAsking] = useState(false);
  const change = (part: Partial<SettingsDraft>) => setDraft({ ...draft, ...part });
  const wrong = wrongFields(draft);
  const isChanged = JSON.stringify(draft) !== JSON.stringify(draftOf(settings));
  const isWrong = Object.values(wrong).includes(true);

  const save = async () => {
    const saved = await client.server.setSettings(settingsOf(draft));
    setDraft(draftOf(saved));
    onSaved(saved);
    toast.info(text.saved);
  };
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (isWrong) return;
    const kept = Number(draft.retentionDays);
    // What is older would be deleted for good.
    if (kept > 0 && (settings.retentionDays === 0 || kept < settings.retentionDays)) {
      setAsking(true);
      return;
    }
    setBusy(true);
    await act(save);
    setBusy(false);
  };
  return (
    <form className={form["form"]} onSubmit={(event) => void submit(event)}>
      <section className={styles["panel"]}>
        <h2>{text.general}</h2>
        <TextField
          label={text.name}
          hint={text.nameHint}
          error={wrong.name ? text.nameWrong : undefined}
          value={draft.name}
          onChange={({ target }) => change({ name: target.value })}
        />
        <DefaultChannels
          chosen={draft.defaultChannels}
          onChange={(defaultChannels) => change({ defaultChannels })}
        />
      </section>
      <section className={styles["panel"]}>
        <h2>{text.rules}</h2>
        <Switch
          label={text.restrict}
          checked={draft.restrictChannelCreation}
          onChange={(restrictChannelCreation) => change({ restrictChannelCreation })}
        />
        <Switch
          label={text.hideReceipts}
          checked={draft.hideReceipts}
          onChange={(hideReceipts) => change({ hideReceipts })}
        />
        <Switch
          label={text.linkPreviews}
          hint={text.linkPreviewsHint}
          checked={draft.linkPreviews}
          onChange={(linkPreviews) => change({ linkPreviews })}
        />
      </section>
      <section className={styles["panel"]}>
        <h2>{text.messages}</h2>
        <TextField
          label={text.editMinutes}
          hint={text.editMinutesHint}
          inputMode="numeric"
          error={wrong.editMinutes ? text.editMinutesWrong : undefined}
          value={draft.editMinutes}
          onChange={({ target }) => change({ editMinutes: target.value })}
        />
        <TextField
          label={text.retentionDays}
          hint={text.retentionDaysHint}
          inputMode="numeric"
          error={wrong.retentionDays ? text.retentionDaysWrong : undefined}
          value={draft.retentionDays}
          onChange={({ target }) => change({ retentionDays: target.value })}
        />
      </section>
      {isChanged && (
        <div className={form["bar"]}>
          <span role="status">{text.unsaved}</span>
          <Button onClick={() => setDraft(draftOf(settings))}>{text.undo}</Button>
          <Button type="submit" kind="primary" busy={busy} disabled={isWrong}>
            {common.save}
          </Button>
        </div>
      )}
      {asking && (
        <ConfirmDialog
          title={text.retentionTitle}
          confirm={common.save}
          danger
          onConfirm={save}
          onClose={() => setAsking(false)}
        >
          {text.retentionAbout(draft.retentionDays)}
        </ConfirmDialog>
      )}
    </form>
  );
}
