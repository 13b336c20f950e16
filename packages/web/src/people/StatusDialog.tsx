import { type FormEvent, useId, useState } from "react";

import { useChat } from "../app/chat-context.ts";
import { useAction } from "../app/use-action.ts";
import { useMe } from "../app/use-user.ts";
import { Button } from "../design/Button.tsx";
import { Dialog } from "../design/Dialog.tsx";
import { Notice } from "../design/Notice.tsx";
import { Select } from "../design/Select.tsx";
import { TextField } from "../design/TextField.tsx";
import { useText } from "../i18n/text.ts";
import type { Closable } from "../shell/dialogs.ts";
import { endOf } from "./status-expiry.ts";

import styles from "./StatusDialog.module.css";

/** Sets what others see beside the user's name, from a suggestion or in own words, for a while. */
export function StatusDialog({ onClose }: Closable) {
  const text = useText();
  const { client } = useChat();
  const me = useMe();
  const form = useId();
  const [emoji, setEmoji] = useState(me?.status?.emoji || "💬");
  const [words, setWords] = useState(me?.status?.text ?? "");
  const [expiry, setExpiry] = useState("0");
  const { busy, error, run } = useAction();
  const save = async (status: { emoji: string; text: string; until: number }) => {
    if (await run(() => client.profile.setStatus(status, me?.presence as never))) onClose();
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const until = endOf(expiry, new Date());
    void save(words === "" ? { emoji: "", text: "", until: 0 } : { emoji, text: words, until });
  };
  const footer = (
    <>
      <Button disabled={busy} onClick={() => void save({ emoji: "", text: "", until: 0 })}>
        {text.people.clearStatus}
      </Button>
      <Button kind="primary" type="submit" form={form} busy={busy}>
        {text.common.save}
      </Button>
    </>
  );
  return (
    <Dialog title={text.people.statusTitle} size="small" onClose={onClose} footer={footer}>
      <form id={form} className={styles["form"]} onSubmit={submit}>
        <div className={styles["row"]}>
          <TextField
            label={text.people.statusEmoji}
            value={emoji}
            maxLength={40}
            required
            onChange={({ target }) => setEmoji(target.value)}
          />
          <TextField
            label={text.people.statusText}
            value={words}
            maxLength={100}
            autoFocus
            onChange={({ target }) => setWords(target.value)}
          />
        </div>
        <Select
          label={text.people.clearAfter}
          options={text.people.expiries}
          value={expiry}
          onChange={setExpiry}
        />
        <ul className={styles["presets"]} aria-label={text.people.presets}>
          {text.people.statusPresets.map(([sign, said, lasts]) => (
            <li key={said}>
              <Button
                kind="quiet"
                onClick={() => {
                  setEmoji(sign);
                  setWords(said);
                  setExpiry(lasts);
                }}
              >
                {sign} {said}
              </Button>
            </li>
          ))}
        </ul>
        {error !== undefined && <Notice kind="error">{error}</Notice>}
      </form>
    </Dialog>
  );
}
