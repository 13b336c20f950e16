import type { Scheduled } from "@hubbub/client";
import { Pencil, SendHorizontal, Trash2 } from "lucide-react";
import { useState } from "react";
import { useLocation } from "wouter";

import { useChat } from "../app/chat-context.ts";
import { IconButton } from "../design/IconButton.tsx";
import { toast } from "../design/toast.ts";
import { useText } from "../i18n/text.ts";
import { cancelScheduled, editScheduled, sendScheduledNow } from "./scheduled.ts";
import { sayTime } from "./when.ts";
import { placeOf, WrittenItem } from "./WrittenItem.tsx";

import styles from "./DraftsPane.module.css";

/** A message that waits for its time, or that could not be sent then. */
export function ScheduledItem({ scheduled }: { scheduled: Scheduled }) {
  const { composer } = useText();
  const chat = useChat();
  const [, navigate] = useLocation();
  const [busy, setBusy] = useState(false);
  const { at, failed } = scheduled;
  const act = (work: () => Promise<void>) => async () => {
    setBusy(true);
    await work().catch((error: unknown) => toast.error(error));
    setBusy(false);
  };
  const edit = async () => {
    await editScheduled(chat, scheduled);
    navigate(placeOf(scheduled));
  };
  const note =
    failed === "" ? (
      <p className={styles["note"]}>{composer.sendsAt(sayTime(at))}</p>
    ) : (
      <p className={styles["failed"]}>
        {composer.failedAt(sayTime(at), composer.failures[failed] ?? composer.failedOtherwise(failed))}
      </p>
    );
  return (
    <WrittenItem written={scheduled} note={note}>
      <IconButton
        size="small"
        icon={SendHorizontal}
        label={composer.sendNow}
        disabled={busy}
        onClick={() => void act(() => sendScheduledNow(chat, scheduled))()}
      />
      <IconButton
        size="small"
        icon={Pencil}
        label={composer.backToDraft}
        disabled={busy}
        onClick={() => void act(edit)()}
      />
      <IconButton
        size="small"
        icon={Trash2}
        label={composer.cancelScheduled}
        disabled={busy}
        onClick={() => void act(() => cancelScheduled(chat, scheduled))()}
      />
    </WrittenItem>
  );
}
