import { LIMITS, type User } from "@hubbub/client";
import { useState } from "react";
import { navigate } from "wouter/use-browser-location";

import { useChat } from "../app/chat-context.ts";
import { FormDialog } from "../app/FormDialog.tsx";
import { routes } from "../app/routes.ts";
import { useText } from "../i18n/text.ts";
import { PeoplePicker } from "../people/PeoplePicker.tsx";
import type { Closable } from "../shell/dialogs.ts";

/** Opens the direct channel with one to seven others. */
export function NewDirect({ onClose }: Closable) {
  const text = useText();
  const { client } = useChat();
  const [people, setPeople] = useState<readonly User[]>([]);
  const open = async () => {
    const { id } = await client.channels.openDirect(people.map((user) => user.id));
    navigate(routes.channel(id));
  };
  return (
    <FormDialog
      title={text.channels.directTitle}
      submit={text.channels.open}
      disabled={people.length === 0}
      onSubmit={open}
      onClose={onClose}
    >
      <div>{text.channels.directHint}</div>
      <PeoplePicker picked={people} most={LIMITS.directUsers - 1} autoFocus onChange={setPeople} />
    </FormDialog>
  );
}
