import { type ChannelInfo, ChannelKind } from "@hubbub/client";
import { useCallback, useState } from "react";
import { Link } from "wouter";

import { useChat } from "../../app/chat-context.ts";
import { routes } from "../../app/routes.ts";
import { type Column, DataTable } from "../../design/DataTable.tsx";
import { PageHeader } from "../../design/PageHeader.tsx";
import { TextField } from "../../design/TextField.tsx";
import { useAdminText } from "../../i18n/admin-text.ts";
import { Ready } from "../Ready.tsx";
import { Tag } from "../Tag.tsx";
import { useLoaded } from "../use-loaded.ts";
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
  const { value, error, reload } = useLoaded(useCallback(() => client.channels.list(), [client]));
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
    {
      id: "actions",
      head: admin.actions,
      kind: "actions",
      cell: (channel) => <ChannelActions channel={channel} onChange={reload} />,
    },
  ];
  const wanted = search.trim().toLocaleLowerCase();
  return (
    <>
      <PageHeader title={text.title} about={text.about} />
      <div className={styles["tools"]}>
        <TextField
          label={text.search}
          type="search"
          value={search}
          onChange={({ target }) => setSearch(target.value)}
        />
      </div>
      <Ready value={value} error={error}>
        {(channels) => (
          <DataTable
            label={text.table}
            columns={columns}
            rows={channels
              .filter(
                ({ name, kind }) => kind !== ChannelKind.DIRECT && name.toLocaleLowerCase().includes(wanted),
              )
              .slice(0, ROWS_MAX)}
            rowKey={({ id }) => id}
            empty={text.none}
          />
        )}
      </Ready>
    </>
  );
}

function NameCell({ channel: { id, name, archived, member } }: { channel: ChannelInfo }) {
  const text = useAdminText().server.channels;
  return (
    <span className={styles["row"]}>
      {member ? (
        <Link href={routes.channel(id)} className={styles["strong"]}>
          #{name}
        </Link>
      ) : (
        <span className={styles["strong"]}>#{name}</span>
      )}
      {archived && <Tag>{text.archived}</Tag>}
    </span>
  );
}
