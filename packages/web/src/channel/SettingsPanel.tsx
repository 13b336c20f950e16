import { type ChannelSettings, LIMITS, may, type OwnChannel, type Role } from "@hubbub/client";
import { type FormEvent, useState } from "react";

import { useChat } from "../app/chat-context.ts";
import { useAction } from "../app/use-action.ts";
import { useMe } from "../app/use-user.ts";
import { Button } from "../design/Button.tsx";
import { Notice } from "../design/Notice.tsx";
import { Select } from "../design/Select.tsx";
import { TextArea } from "../design/TextArea.tsx";
import { TextField } from "../design/TextField.tsx";
import { toast } from "../design/toast.ts";
import { useText } from "../i18n/text.ts";
import { openArchive } from "./open-dialogs.ts";

import styles from "./Panels.module.css";

/** What can be set of a channel; what the user may not change is shown. */
export function SettingsPanel({ channel }: { channel: OwnChannel }) {
  const { channels: text, common } = useText();
  const { state } = useChat();
  const me = useMe();
  const [changes, setChanges] = useState<Partial<ChannelSettings>>({});
  const { busy, error, run } = useAction();
  const now = { ...channel, ...changes };
  const change = (some: Partial<ChannelSettings>) => setChanges({ ...changes, ...some });
  const save = async (event: FormEvent) => {
    event.preventDefault();
    if (!(await run(async () => state.channel(channel.id)?.update(changes)))) return;
    setChanges({});
    toast.info(text.saved);
  };
  const unarchive = () => run(async () => state.channel(channel.id)?.update({ archived: false }));
  return (
    <form className={styles["form"]} onSubmit={(event) => void save(event)}>
      <TextField
        label={text.name}
        value={now.name}
        maxLength={LIMITS.channelNameLength}
        required
        disabled={!may("rename", channel, me)}
        onChange={({ target }) => change({ name: target.value })}
      />
      <TextField
        label={text.topic}
        value={now.topic}
        maxLength={LIMITS.topicLength}
        disabled={!may("setTopic", channel, me)}
        onChange={({ target }) => change({ topic: target.value })}
      />
      <TextArea
        label={text.description}
        value={now.description}
        maxLength={LIMITS.descriptionLength}
        disabled={!may("describe", channel, me)}
        onChange={({ target }) => change({ description: target.value })}
      />
      <Select
        label={text.slowMode}
        hint={text.slowModeHint}
        options={withCurrent(text.slowModes, String(now.slowModeS), text.seconds)}
        value={String(now.slowModeS)}
        disabled={!may("slowMode", channel, me)}
        onChange={(seconds) => change({ slowModeS: Number(seconds) })}
      />
      <TextField
        label={text.retention}
        hint={text.retentionHint}
        type="number"
        min={0}
        max={LIMITS.retentionDays}
        value={now.retentionDays}
        disabled={!may("retention", channel, me)}
        onChange={({ target }) => change({ retentionDays: Number(target.value) })}
      />
      <Select
        label={text.postRole}
        options={text.postRoles}
        value={String(now.postRole)}
        disabled={!may("postRole", channel, me)}
        onChange={(role) => change({ postRole: Number(role) as Role })}
      />
      {error !== undefined && <Notice kind="error">{error}</Notice>}
      {may("setTopic", channel, me) && (
        <Button kind="primary" type="submit" busy={busy} disabled={Object.keys(changes).length === 0}>
          {common.save}
        </Button>
      )}
      {may("archive", channel, me) &&
        (channel.archived ? (
          <Button busy={busy} onClick={() => void unarchive()}>
            {text.unarchive}
          </Button>
        ) : (
          <Button onClick={() => openArchive(channel)}>{text.archive}</Button>
        ))}
    </form>
  );
}

type Options = readonly (readonly [string, string])[];

/** The options, and what is set if it isn't among them. */
function withCurrent(options: Options, current: string, say: (value: string) => string): Options {
  return options.some(([value]) => value === current) ? options : [...options, [current, say(current)]];
}
