import type { Invitation } from "@hubbub/client";
import { useState } from "react";

import { useChat } from "../../app/chat-context.ts";
import { FormDialog } from "../../app/FormDialog.tsx";
import { routes } from "../../app/routes.ts";
import { SERVER_URL } from "../../app/session.ts";
import { Checkbox } from "../../design/Checkbox.tsx";
import { TextField } from "../../design/TextField.tsx";
import { useAdminText } from "../../i18n/admin-text.ts";
import { expiryIn, ExpirySelect } from "../ExpirySelect.tsx";
import { type Once, OnceDialog } from "../OnceDialog.tsx";

const USES_MAX = 10_000;

export interface InviteDialogProps {
  onCreated: (invitation: Invitation) => void;
  onClose: () => void;
}

/** Makes an invitation, and then shows its link, this once. */
export function InviteDialog({ onCreated, onClose }: InviteDialogProps) {
  const text = useAdminText().people.invitations;
  const { administration } = useChat();
  const [uses, setUses] = useState("1");
  const [days, setDays] = useState("7");
  const [guest, setGuest] = useState(false);
  const [once, setOnce] = useState<Once>();
  const isWrong = !/^\d+$/.test(uses) || Number(uses) < 1 || Number(uses) > USES_MAX;
  const create = async () => {
    const made = await administration.invite({ uses: Number(uses), guest, ...expiryIn(days) });
    onCreated(made.invitation);
    const value = `${SERVER_URL}${routes.join}#invitation=${made.code}`;
    setOnce({ title: text.ready, about: text.readyAbout, label: text.link, value });
    return "stay" as const;
  };
  if (once !== undefined) return <OnceDialog once={once} onClose={onClose} />;
  return (
    <FormDialog
      title={text.create}
      submit={text.create}
      disabled={isWrong}
      onSubmit={create}
      onClose={onClose}
    >
      <TextField
        label={text.uses}
        inputMode="numeric"
        value={uses}
        error={isWrong ? text.usesWrong : undefined}
        onChange={({ target }) => setUses(target.value)}
      />
      <ExpirySelect value={days} onChange={setDays} />
      <Checkbox label={text.guest} checked={guest} onChange={({ target }) => setGuest(target.checked)} />
    </FormDialog>
  );
}
