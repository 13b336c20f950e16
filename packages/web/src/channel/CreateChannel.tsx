import { ChannelKind, LIMITS, type User } from "@hubbub/client";
import { type FormEvent, useId, useState } from "react";
import { navigate } from "wouter/use-browser-location";

import { useChat } from "../app/chat-context.ts";
import { routes } from "../app/routes.ts";
import { useAction } from "../app/use-action.ts";
import { Button } from "../design/Button.tsx";
import { Dialog } from "../design/Dialog.tsx";
import { Switch } from "../design/Switch.tsx";
import { TextField } from "../design/TextField.tsx";
import { useText } from "../i18n/text.ts";
import { PeoplePicker } from "../people/PeoplePicker.tsx";
import type { Closable } from "../shell/dialogs.ts";

/** Makes a channel and goes there. */
export function CreateChannel({ onClose }: Closable) {
  const text = useText();
  const { client } = useChat();
  const form = useId();
  const [name, setName] = useState("");
  const [topic, setTopic] = useState("");
  const [isPrivate, setPrivate] = useState(false);
  const [people, setPeople] = useState<readonly User[]>([]);
  const { busy, error, run } = useAction();
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const made = await run(async () => {
      const kind = isPrivate ? ChannelKind.PRIVATE : ChannelKind.PUBLIC;
      const members = people.map(({ id }) => id);
      const { id } = await client.channels.create({ name: name.trim(), topic, kind, members });
      navigate(routes.channel(id));
    });
    if (made) onClose();
  };
  const footer = (
    <>
      <Button onClick={onClose}>{text.common.cancel}</Button>
      <Button kind="primary" type="submit" form={form} busy={busy} disabled={name.trim() === ""}>
        {text.channels.create}
      </Button>
    </>
  );
  return (
    <Dialog title={text.channels.createTitle} onClose={onClose} footer={footer}>
      <form id={form} style={{ display: "contents" }} onSubmit={(event) => void submit(event)}>
        <TextField
          label={text.channels.name}
          hint={text.channels.nameHint}
          value={name}
          maxLength={LIMITS.channelNameLength}
          error={error}
          required
          autoFocus
          onChange={({ target }) => setName(target.value)}
        />
        <TextField
          label={text.channels.topic}
          value={topic}
          maxLength={LIMITS.topicLength}
          onChange={({ target }) => setTopic(target.value)}
        />
        <Switch
          label={text.channels.makePrivate}
          hint={text.channels.makePrivateHint}
          checked={isPrivate}
          onChange={setPrivate}
        />
        <PeoplePicker
          label={text.channels.addPeople}
          picked={people}
          most={LIMITS.membersAtOnce}
          onChange={setPeople}
        />
      </form>
    </Dialog>
  );
}
