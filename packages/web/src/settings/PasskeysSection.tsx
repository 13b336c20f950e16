import type { Passkey } from "@hubbub/client";
import { KeyRound } from "lucide-react";
import { useState } from "react";

import { useChat } from "../app/chat-context.ts";
import type { FormValues } from "../app/form-values.ts";
import { FormDialog } from "../app/FormDialog.tsx";
import { Button } from "../design/Button.tsx";
import { ConfirmDialog } from "../design/ConfirmDialog.tsx";
import { TextField } from "../design/TextField.tsx";
import { language, useText } from "../i18n/text.ts";
import { answerOf, havePasskeys, namedFault } from "../sign-in/passkeys.ts";
import type { AccountSectionProps } from "./AccountSettings.tsx";
import { OWN_PASSWORD, OwnPassword, proofOf } from "./OwnPassword.tsx";
import { Section } from "./Section.tsx";

import styles from "./Section.module.css";

/** Characters of a passkey's name, at most. */
const NAME_LENGTH = 60;

export function PasskeysSection({ security, changed }: AccountSectionProps) {
  const { settings } = useText();
  const [isAdding, setAdding] = useState(false);
  const { passkeys } = security;
  return (
    <Section title={settings.passkeys} about={settings.passkeysAbout}>
      {passkeys.length === 0 && <p className={styles["muted"]}>{settings.noPasskeys}</p>}
      {passkeys.length > 0 && (
        <ul>
          {passkeys.map((passkey) => (
            <PasskeyRow key={passkey.id} passkey={passkey} changed={changed} />
          ))}
        </ul>
      )}
      {havePasskeys() ? (
        <Button onClick={() => setAdding(true)}>{settings.addPasskey}</Button>
      ) : (
        <p className={styles["muted"]}>{settings.passkeysUnsafe}</p>
      )}
      {isAdding && <AddPasskey security={security} changed={changed} onClose={() => setAdding(false)} />}
    </Section>
  );
}

function AddPasskey({ security, changed, onClose }: AccountSectionProps & { onClose: () => void }) {
  const { settings } = useText();
  const { own } = useChat();
  const add = async (values: FormValues) => {
    const { ticket, options } = await own.passkeyChallenge(proofOf(values));
    const publicKey = PublicKeyCredential.parseCreationOptionsFromJSON(options);
    const credential = await navigator.credentials.create({ publicKey }).catch(namedFault);
    await own.addPasskey({ ticket, response: answerOf(credential), name: values("name").trim() });
    changed();
  };
  return (
    <FormDialog
      size="small"
      title={settings.addPasskey}
      submit={settings.addPasskey}
      onSubmit={add}
      onClose={onClose}
      fields={[OWN_PASSWORD]}
    >
      {(error) => (
        <>
          <TextField
            label={settings.passkeyName}
            hint={settings.passkeyNameHint}
            name="name"
            maxLength={NAME_LENGTH}
            required
          />
          <OwnPassword isThere={security.password} error={error} />
        </>
      )}
    </FormDialog>
  );
}

function PasskeyRow({ passkey, changed }: { passkey: Passkey; changed: () => void }) {
  const { settings } = useText();
  const { own } = useChat();
  const [open, setOpen] = useState<"rename" | "remove">();
  const close = () => setOpen(undefined);
  const { id, name, createdAt, usedAt } = passkey;
  const used = usedAt === undefined ? settings.neverUsed : settings.usedOn(dateOf(usedAt));
  const rename = async (values: FormValues) => {
    await own.renamePasskey(id, values("name").trim());
    changed();
  };
  const remove = async () => {
    await own.removePasskey(id);
    changed();
  };
  return (
    <li className={styles["row"]}>
      <KeyRound aria-hidden size={20} />
      <div className={styles["main"]}>
        {name}
        <div className={styles["detail"]}>{`${settings.madeOn(dateOf(createdAt))}, ${used}`}</div>
      </div>
      <div className={styles["buttons"]}>
        <Button size="small" aria-label={settings.renameOf(name)} onClick={() => setOpen("rename")}>
          {settings.rename}
        </Button>
        <Button size="small" aria-label={settings.removeOf(name)} onClick={() => setOpen("remove")}>
          {settings.remove}
        </Button>
      </div>
      {open === "rename" && (
        <FormDialog
          size="small"
          title={settings.rename}
          submit={settings.rename}
          onSubmit={rename}
          onClose={close}
        >
          <TextField
            label={settings.passkeyName}
            name="name"
            defaultValue={name}
            maxLength={NAME_LENGTH}
            required
            autoFocus
          />
        </FormDialog>
      )}
      {open === "remove" && (
        <ConfirmDialog
          title={settings.removeOf(name)}
          confirm={settings.remove}
          danger
          onConfirm={remove}
          onClose={close}
        >
          {settings.removePasskeyAbout(name)}
        </ConfirmDialog>
      )}
    </li>
  );
}

function dateOf(at: number): string {
  return new Date(at).toLocaleDateString(language, { dateStyle: "medium" });
}
