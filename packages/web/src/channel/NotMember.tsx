import { type MessageContent, type MessageState } from "@hubbub/client";

import { useChat } from "../app/chat-context.ts";
import { useAction } from "../app/use-action.ts";
import { useLoaded } from "../app/use-loaded.ts";
import { nameOf, useUser } from "../app/use-user.ts";
import { Avatar } from "../design/Avatar.tsx";
import { BackButton } from "../design/BackButton.tsx";
import { Button } from "../design/Button.tsx";
import { Notice } from "../design/Notice.tsx";
import { useText } from "../i18n/text.ts";

import centred from "../app/Centred.module.css";
import styles from "./NotMember.module.css";

const PREVIEWED = 30;

/** A channel that the user isn't in: its newest messages, if they may read them, and the way to join. */
export function NotMember({ id }: { id: number }) {
  const { channels: text } = useText();
  const { client } = useChat();
  const preview = useLoaded(
    () => client.ask("listMessages", { channel: id, limit: PREVIEWED }),
    [client, id],
  );
  const { busy, error, run } = useAction();
  if (preview.error !== undefined) {
    return (
      <div className={centred["centred"]}>
        <BackButton />
        <p>{text.gone}</p>
      </div>
    );
  }
  if (preview.value === undefined) return null;
  const { messages } = preview.value;
  return (
    <section className={styles["pane"]}>
      <header className={styles["header"]}>
        <BackButton />
        <p>{text.preview}</p>
        <Button kind="primary" busy={busy} onClick={() => void run(() => client.join(id))}>
          {text.join}
        </Button>
      </header>
      {error !== undefined && <Notice kind="error">{error}</Notice>}
      <ul className={styles["list"]}>
        {messages.map((message) => (
          <Previewed key={message.seq} message={message} />
        ))}
        {messages.length === 0 && <li>{text.previewEmpty}</li>}
      </ul>
    </section>
  );
}

function Previewed({ message: { user, message } }: { message: MessageState }) {
  const text = useText();
  const author = useUser(user);
  return (
    <li className={styles["message"]}>
      <Avatar user={author} size={32} />
      <div>
        <strong>{nameOf(author, text.common.somebody)}</strong>
        <p className={styles["words"]}>{wordsOf(message) ?? text.messages.deleted}</p>
      </div>
    </li>
  );
}

function wordsOf(message: MessageContent | undefined): string | undefined {
  return message === undefined || message.deleted ? undefined : message.text;
}
