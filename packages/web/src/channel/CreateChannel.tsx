import { ChannelKind, LIMITS, type User } from "@hubbub/client";
import { useState } from "react";
import { navigate } from "wouter/use-browser-location";

import { useChat } from "../app/chat-context.ts";
import { FormDialog } from "../app/FormDialog.tsx";
import { routes } from "../app/routes.ts";
import { Switch } from "../design/Switch.tsx";
import { TextField } from "../design/TextField.tsx";
import { useText } from "../i18n/text.ts";
import { PeoplePicker } from "../people/PeoplePicker.tsx";
import type { Closable } from "../shell/dialogs.ts";

/** Makes a channel and goes there. */
export function CreateChannel({ onClose }: Closable) {
  const text = useText();
  const { client } = useChat();
  const [name, setName] = useState("");
  const [topic, setTopic] = useState("");
  const [isPrivate, setPrivate] = useState(false);
  const [people, setPeople] = useState<readonly User[]>([]);
  const create = async () => {
    const kind = isPrivate ? ChannelKind.PRIVATE : ChannelKind.PUBLIC;
    const members = people.map(({ id }) => id);
    const { id } = await client.channels.create({ name: name.trim(), topic, kind, members });
    navigate(routes.channel(id));
  };
  return (
    <FormDialog
      title={text.channels.createTitle}
      submit={text.channels.create}
      disabled={name.trim() === ""}
      onSubmit={create}
      onClose={onClose}
    >
      <TextField
        label={text.channels.name}
        hint={text.channels.nameHint}
        value={name}
        maxLength={LIMITS.channelNameLength}
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
    </FormDialog>
  );
}
