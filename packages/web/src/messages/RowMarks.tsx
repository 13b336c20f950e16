import type { MessageState, OwnChannel } from "@hubbub/client";
import { MessageSquareText, Pin } from "lucide-react";
import { Link } from "wouter";

import { routes } from "../app/routes.ts";
import { nameOf, useUser } from "../app/use-user.ts";
import { momentOf } from "../i18n/dates.ts";
import { useText } from "../i18n/text.ts";
import { messageDialog, type MessagePlace } from "./message-dialog.ts";

import styles from "./MessageRow.module.css";

/** Above a message: that it is pinned, and that it is a reply which is shown in the channel, too. */
export function OriginMarks({ channel, message, thread }: MessagePlace) {
  const text = useText();
  const root = message.message?.thread ?? 0;
  return (
    <>
      {message.pinnedAt > 0 && <PinnedMark by={message.pinnedBy} />}
      {thread === 0 && root > 0 && (
        <Link className={styles["mark"]} href={threadOf(channel, root, message.seq)}>
          <MessageSquareText aria-hidden size={12} /> {text.list.fromThread}
        </Link>
      )}
    </>
  );
}

function threadOf(channel: OwnChannel, root: number, at: number): string {
  return routes.channel(channel.id, { thread: root, at });
}

function PinnedMark({ by }: { by: number }) {
  const text = useText();
  const name = nameOf(useUser(by), text.common.somebody);
  return (
    <div className={styles["mark"]}>
      <Pin aria-hidden size={12} /> <bdi>{text.list.pinnedBy(name)}</bdi>
    </div>
  );
}

/** Behind a message that was edited: when, and the way to what it said before. */
export function EditedMark(place: MessagePlace & { message: MessageState }) {
  const text = useText();
  return (
    <button
      type="button"
      className={styles["edited"]}
      title={momentOf(place.message.editedAt)}
      aria-label={text.list.showEdits}
      onClick={() => messageDialog.open({ kind: "history", ...place })}
    >
      {text.list.edited}
    </button>
  );
}
