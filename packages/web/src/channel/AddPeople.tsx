import { LIMITS, type OwnChannel, type User } from "@hubbub/client";
import { useState } from "react";

import { useChat } from "../app/chat-context.ts";
import { FormDialog } from "../app/FormDialog.tsx";
import { toast } from "../design/toast.ts";
import { useText } from "../i18n/text.ts";
import { PeoplePicker } from "../people/PeoplePicker.tsx";
import type { Closable } from "../shell/dialogs.ts";

export interface AddPeopleProps extends Closable {
  channel: OwnChannel;
  /** Who is in it already. */
  members: ReadonlySet<number>;
}

/** Adds people to a channel, who become members. */
export function AddPeople({ channel, members, onClose }: AddPeopleProps) {
  const text = useText();
  const { state } = useChat();
  const [people, setPeople] = useState<readonly User[]>([]);
  const add = async () => {
    const ids = people.map(({ id }) => id);
    await state.channel(channel.id)?.members.add(ids);
    toast.info(text.channels.addedPeople(ids.length));
  };
  return (
    <FormDialog
      title={text.channels.addPeople}
      submit={text.channels.add}
      disabled={people.length === 0}
      onSubmit={add}
      onClose={onClose}
    >
      <PeoplePicker
        picked={people}
        most={LIMITS.membersAtOnce}
        without={members}
        autoFocus
        onChange={setPeople}
      />
    </FormDialog>
  );
}
