import type { OwnChannel } from "@hubbub/client";
import { FileText } from "lucide-react";
import { useCallback, useEffect, useState } from "react";
import { Link } from "wouter";

import { useChat } from "../app/chat-context.ts";
import { routes } from "../app/routes.ts";
import { useAction } from "../app/use-action.ts";
import { useFileUrl } from "../app/use-file-url.ts";
import { nameOf, useUser } from "../app/use-user.ts";
import { Button } from "../design/Button.tsx";
import { Notice } from "../design/Notice.tsx";
import { language, useText } from "../i18n/text.ts";

import styles from "./FilesPanel.module.css";

type Page = Awaited<
  ReturnType<NonNullable<ReturnType<ReturnType<typeof useChat>["state"]["channel"]>>["files"]>
>;
type FoundFile = Page["files"][number];

const PAGE = 40;
const days = new Intl.DateTimeFormat(language, { dateStyle: "medium" });

/** The channel's files, the newest first, each of which leads to its message. */
export function FilesPanel({ channel }: { channel: OwnChannel }) {
  const text = useText();
  const { state } = useChat();
  const { id } = channel;
  const [files, setFiles] = useState<readonly FoundFile[]>();
  const [more, setMore] = useState(false);
  const { busy, error, run } = useAction();
  const load = useCallback(
    (before: number) =>
      run(async () => {
        const page = await state.channel(id)?.files({ before, limit: PAGE });
        setFiles((known) => [...(before > 0 ? (known ?? []) : []), ...(page?.files ?? [])]);
        setMore(page?.more ?? false);
      }),
    [state, id],
  );
  useEffect(() => void load(0), [load]);
  return (
    <>
      {error !== undefined && <Notice kind="error">{error}</Notice>}
      {files?.length === 0 && <p>{text.channels.noFiles}</p>}
      <ul className={styles["list"]}>
        {files?.map((found) => (
          <FileRow key={`${found.seq} ${found.file?.id}`} channel={channel} found={found} />
        ))}
      </ul>
      {more && (
        <Button busy={busy} onClick={() => void load(files?.at(-1)?.seq ?? 0)}>
          {text.channels.loadMore}
        </Button>
      )}
    </>
  );
}

function FileRow({ channel, found }: { channel: OwnChannel; found: FoundFile }) {
  const text = useText();
  const { file, seq, user, at } = found;
  const url = useFileUrl(file?.id ?? 0);
  const thumbnail = useFileUrl(file?.thumbnail === true ? file.id : 0, { thumbnail: 360 });
  const by = nameOf(useUser(user), text.common.somebody);
  if (file === undefined) return null;
  return (
    <li className={styles["file"]}>
      {thumbnail === undefined ? (
        <span className={styles["icon"]}>
          <FileText aria-hidden size={20} />
        </span>
      ) : (
        <img className={styles["icon"]} alt="" src={thumbnail} />
      )}
      <span className={styles["words"]}>
        <a href={url} download={file.name} className={styles["name"]}>
          {file.name}
        </a>
        <Link href={routes.channel(channel.id, { at: seq })} className={styles["about"]}>
          {by}, {days.format(at)}
        </Link>
      </span>
    </li>
  );
}
