import { HubbubError } from "@hubbub/client";
import { File, RotateCw, X } from "lucide-react";

import { useFileUrl } from "../app/use-file-url.ts";
import { IconButton } from "../design/IconButton.tsx";
import { describeError } from "../i18n/describe-error.ts";
import { useText } from "../i18n/text.ts";
import type { Attachment, Attachments } from "./attachments.ts";

import styles from "./AttachmentList.module.css";

/** The files that go out with the next message, how far each is, and what went wrong. */
export function AttachmentList({
  attachments,
  list,
}: {
  attachments: Attachments;
  list: readonly Attachment[];
}) {
  const { composer } = useText();
  return (
    <ul className={styles["list"]} aria-label={composer.files}>
      {list.map((each) => (
        <Item key={each.key} attachment={each} attachments={attachments} />
      ))}
    </ul>
  );
}

function Item({ attachment, attachments }: { attachment: Attachment; attachments: Attachments }) {
  const { common, composer } = useText();
  const { key, name, size, state, sent, error } = attachment;
  const isOver = error instanceof HubbubError && !error.retryable;
  const percent = size === 0 ? 0 : Math.floor((100 * sent) / size);
  return (
    <li className={styles["item"]} data-state={state}>
      <Picture attachment={attachment} />
      <div className={styles["about"]}>
        <span className={styles["name"]}>{name || common.loading}</span>
        {state === "failed" ? (
          <span className={styles["error"]} role="alert">
            {describeError(error)}
          </span>
        ) : (
          <span className={styles["size"]}>
            {state === "uploading" ? composer.uploading(percent) : name && composer.bytes(size)}
          </span>
        )}
        {state === "uploading" && (
          <progress
            className={styles["progress"]}
            aria-label={composer.progress(name)}
            max={100}
            value={percent}
          />
        )}
      </div>
      {state === "failed" && !isOver && (
        <IconButton
          size="small"
          icon={RotateCw}
          label={common.retry}
          onClick={() => attachments.retry(key)}
        />
      )}
      <IconButton
        size="small"
        icon={X}
        label={composer.removeFile(name)}
        onClick={() => attachments.remove(key)}
      />
    </li>
  );
}

function Picture({ attachment }: { attachment: Attachment }) {
  const { picture, thumbnail, id } = attachment;
  const url = useFileUrl(picture === undefined && thumbnail ? id : 0, { thumbnail: 360 });
  const source = picture ?? url;
  if (source === undefined) return <File aria-hidden className={styles["picture"]} size={20} />;
  return <img alt="" className={styles["picture"]} src={source} />;
}
