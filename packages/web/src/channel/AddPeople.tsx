import { LIMITS, type OwnChannel, type User } from "@hubbub/client";
import { useState } from "react";

import { useChat } from "../app/chat-context.ts";
import { useAction } from "../app/use-action.ts";
import { Button } from "../design/Button.tsx";
import { Dialog } from "../design/Dialog.tsx";
import { Notice } from "../design/Notice.tsx";
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
  const { busy, error, run } = useAction();
  const add = async () => {
    const ids = people.map(({ id }) => id);
    if (!(await run(async () => state.channel(channel.id)?.members.add(ids)))) return;
    toast.info(text.channels.addedPeople(ids.length));
    onClose();
  };
  const footer = (
    <>
      <Button onClick={onClose}>{text.common.cancel}</Button>
      <Button kind="primary" busy={busy} disabled={people.length === 0} onClick={() => void add()}>
        {text.channels.add}
      </Button>
    </>
  );
  return (
    <Dialog title={text.channels.addPeople} onClose={onClose} footer={footer}>
      <PeoplePicker
        picked={people}
        most={LIMITS.membersAtOnce}
        without={members}
        autoFocus
        onChange={setPeople}
      />
      {error !== undefined && <Notice kind="error">{error}</Notice>}
    </Dialog>
  );
}
