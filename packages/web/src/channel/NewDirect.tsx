import { LIMITS, type User } from "@hubbub/client";
import { useState } from "react";
import { navigate } from "wouter/use-browser-location";

import { useChat } from "../app/chat-context.ts";
import { routes } from "../app/routes.ts";
import { useAction } from "../app/use-action.ts";
import { Button } from "../design/Button.tsx";
import { Dialog } from "../design/Dialog.tsx";
import { Notice } from "../design/Notice.tsx";
import { useText } from "../i18n/text.ts";
import { PeoplePicker } from "../people/PeoplePicker.tsx";
import type { Closable } from "../shell/dialogs.ts";

/** Opens the direct channel with one to seven others. */
export function NewDirect({ onClose }: Closable) {
  const text = useText();
  const { client } = useChat();
  const [people, setPeople] = useState<readonly User[]>([]);
  const { busy, error, run } = useAction();
  const open = async () => {
    const opened = await run(async () => {
      const { id } = await client.channels.openDirect(people.map((user) => user.id));
      navigate(routes.channel(id));
    });
    if (opened) onClose();
  };
  const footer = (
    <>
      <Button onClick={onClose}>{text.common.cancel}</Button>
      <Button kind="primary" busy={busy} disabled={people.length === 0} onClick={() => void open()}>
        {text.channels.open}
      </Button>
    </>
  );
  return (
    <Dialog title={text.channels.directTitle} onClose={onClose} footer={footer}>
      <div>{text.channels.directHint}</div>
      <PeoplePicker picked={people} most={LIMITS.directUsers - 1} autoFocus onChange={setPeople} />
      {error !== undefined && <Notice kind="error">{error}</Notice>}
    </Dialog>
  );
}
