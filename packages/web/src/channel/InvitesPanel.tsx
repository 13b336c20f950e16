import type { Invite, OwnChannel } from "@hubbub/client";
import { type FormEvent, useState } from "react";

import { useChat } from "../app/chat-context.ts";
import { routes } from "../app/routes.ts";
import { useAction } from "../app/use-action.ts";
import { useLoaded } from "../app/use-loaded.ts";
import { Button } from "../design/Button.tsx";
import { CopyField } from "../design/CopyField.tsx";
import { Notice } from "../design/Notice.tsx";
import { Select } from "../design/Select.tsx";
import { TextField } from "../design/TextField.tsx";
import { toast } from "../design/toast.ts";
import { language, useText } from "../i18n/text.ts";

import styles from "./Panels.module.css";

const DAY_MS = 86_400_000;
const days = new Intl.DateTimeFormat(language, { dateStyle: "medium" });

/** Links by which people join the channel: those that there are, and how to make one. */
export function InvitesPanel({ channel }: { channel: OwnChannel }) {
  const { channels: text } = useText();
  const { state } = useChat();
  const invites = state.channel(channel.id)?.invites;
  const { value, error, reload } = useLoaded(async () => (await invites?.list()) ?? [], [invites]);
  const revoke = (code: string) => {
    invites?.revoke(code).then(reload, toast.error);
  };
  return (
    <>
      <p className={styles["about"]}>{text.inviteWords}</p>
      <CreateInvite channel={channel} onCreated={reload} />
      {error !== undefined && <Notice kind="error">{error}</Notice>}
      {value?.length === 0 && <p>{text.noInvites}</p>}
      <ul className={styles["list"]}>
        {value?.map((invite) => (
          <li key={invite.code} className={styles["item"]}>
            <CopyField label={text.inviteLink} value={`${location.origin}${routes.invite(invite.code)}`} />
            <div className={styles["foot"]}>
              <About invite={invite} />
              <Button size="small" onClick={() => revoke(invite.code)}>
                {text.revoke}
              </Button>
            </div>
          </li>
        ))}
      </ul>
    </>
  );
}

function About({ invite: { uses, maxUses, expiresAt } }: { invite: Invite }) {
  const { channels: text } = useText();
  return (
    <span className={styles["about"]}>
      {text.used(uses, maxUses)}, {text.until(days.format(expiresAt))}
    </span>
  );
}

function CreateInvite({ channel, onCreated }: { channel: OwnChannel; onCreated: () => void }) {
  const { channels: text } = useText();
  const { state } = useChat();
  const [lasts, setLasts] = useState("7");
  const [uses, setUses] = useState(0);
  const { busy, error, run } = useAction();
  const create = async (event: FormEvent) => {
    event.preventDefault();
    const invite = { expiresAt: Date.now() + Number(lasts) * DAY_MS, maxUses: uses };
    if (await run(async () => state.channel(channel.id)?.invites.create(invite))) onCreated();
  };
  return (
    <form className={styles["form"]} onSubmit={(event) => void create(event)}>
      <Select label={text.expires} options={text.expiries} value={lasts} onChange={setLasts} />
      <TextField
        label={text.uses}
        hint={text.usesHint}
        type="number"
        min={0}
        value={uses}
        onChange={({ target }) => setUses(Number(target.value))}
      />
      {error !== undefined && <Notice kind="error">{error}</Notice>}
      <Button kind="primary" type="submit" busy={busy}>
        {text.createInvite}
      </Button>
    </form>
  );
}
