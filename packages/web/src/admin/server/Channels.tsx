import { type ChannelInfo, ChannelKind } from "@hubbub/client";
import { useState } from "react";
import { Link } from "wouter";

import { useChat } from "../../app/chat-context.ts";
import { routes } from "../../app/routes.ts";
import { useLoaded } from "../../app/use-loaded.ts";
import type { Column } from "../../design/DataTable.tsx";
import { TextField } from "../../design/TextField.tsx";
import { useAdminText } from "../../i18n/admin-text.ts";
import { ListPage } from "../ListPage.tsx";
import { Tag } from "../Tag.tsx";
import { ChannelActions } from "./ChannelActions.tsx";

import styles from "../Admin.module.css";

/** Rows that are drawn at once; a search finds the others. */
const ROWS_MAX = 200;

/** The channels that the administrator may know, and what they may change about them. */
export function Channels() {
  const admin = useAdminText();
  const text = admin.server.channels;
  const { client } = useChat();
  const [search, setSearch] = useState("");
  const channels = useLoaded(() => client.channels.list(), [client]);
  const columns: readonly Column<ChannelInfo>[] = [
    {
      id: "name",
      head: admin.name,
      kind: "title",
      cell: (channel) => <NameCell channel={channel} />,
    },
    {
      id: "kind",
      head: text.kind,
      cell: ({ kind }) => (kind === ChannelKind.PUBLIC ? text.public : text.private),
    },
    { id: "events", head: text.messages, kind: "end", cell: ({ head }) => head.toLocaleString() },
    {
      id: "kept",
      head: text.kept,
      cell: ({ retentionDays }) => (retentionDays === 0 ? text.asServer : text.days(retentionDays)),
    },
  ];
  const wanted = search.trim().toLocaleLowerCase();
  return (
    <ListPage
      text={text}
      loaded={channels}
      choose={(all) =>
        all
          .filter(
            ({ name, kind }) => kind !== ChannelKind.DIRECT && name.toLocaleLowerCase().includes(wanted),
          )
          .slice(0, ROWS_MAX)
      }
      columns={columns}
      actions={(channel) => <ChannelActions channel={channel} onChange={channels.reload} />}
      rowKey={({ id }) => id}
      tools={
        <TextField
          label={text.search}
          type="search"
          value={search}
          onChange={({ target }) => setSearch(target.value)}
        />
      }
    />
  );
}

function NameCell({ channel: { id, name, archived, member } }: { channel: ChannelInfo }) {
  const text = useAdminText().server.channels;
  return (
    <span className={styles["row"]}>
      {member ? (
        <Link href={routes.channel(id)} className={styles["strong"]} data-finger>
          #{name}
        </Link>
      ) : (
        <span className={styles["strong"]}>#{name}</span>
      )}
      {archived && <Tag>{text.archived}</Tag>}
    </span>
  );
}
