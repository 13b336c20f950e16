import type { AccountDetails } from "@hubbub/client";
import { useCallback, useEffect, useState } from "react";

import { useChat } from "../../app/chat-context.ts";
import { useMe } from "../../app/use-user.ts";
import { type Column, DataTable } from "../../design/DataTable.tsx";
import { PageHeader } from "../../design/PageHeader.tsx";
import { TextField } from "../../design/TextField.tsx";
import { useAdminText } from "../../i18n/admin-text.ts";
import { LoadMore } from "../LoadMore.tsx";
import { Ready } from "../Ready.tsx";
import { Tag } from "../Tag.tsx";
import { usePages } from "../use-pages.ts";
import { when } from "../when.ts";
import { roleOf } from "./account-role.ts";
import { UserActions } from "./UserActions.tsx";
import { UserCell } from "./UserCell.tsx";

import styles from "../Admin.module.css";

const PAGE = 100;
/** A search looks through all accounts, which come this many at a time. */
const SEARCH_PAGE = 500;

/** All accounts of people, and what can be done about each. */
export function Users() {
  const admin = useAdminText();
  const text = admin.people.users;
  const { administration } = useChat();
  const me = useMe();
  const [search, setSearch] = useState("");
  const isSearch = search.trim() !== "";
  const pages = usePages(
    useCallback(
      async (last: AccountDetails | undefined) => {
        const limit = isSearch ? SEARCH_PAGE : PAGE;
        const { users, more } = await administration.users({ after: last?.id ?? 0, limit });
        return { items: users, more };
      },
      [administration, isSearch],
    ),
  );
  const { more, busy, loadMore } = pages;
  useEffect(() => {
    if (isSearch && more && !busy) void loadMore();
    // Each page that came asks for the next one.
  }, [isSearch, more, busy, pages.items]);
  const changed = (user: AccountDetails) =>
    pages.change((users) => users.map((each) => (each.id === user.id ? user : each)));
  const columns: readonly Column<AccountDetails>[] = [
    {
      id: "name",
      head: admin.name,
      kind: "title",
      cell: (user) => <UserCell user={user} isMe={user.id === me?.id} />,
    },
    { id: "email", head: text.email, cell: (user) => <Email user={user} /> },
    { id: "role", head: text.role, cell: (user) => <RoleTag user={user} /> },
    {
      id: "state",
      head: text.state,
      cell: ({ disabled }) => (disabled ? <Tag kind="danger">{text.disabled}</Tag> : text.active),
    },
    { id: "created", head: admin.created, cell: ({ createdAt }) => when(createdAt) },
    {
      id: "actions",
      head: admin.actions,
      kind: "actions",
      cell: (user) => <UserActions user={user} isMe={user.id === me?.id} onChange={changed} />,
    },
  ];
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
      <Ready value={pages.items} error={pages.error}>
        {(users) => (
          <>
            <DataTable
              label={text.table}
              columns={columns}
              rows={users.filter((user) => user.bot !== true && matches(user, search))}
              rowKey={({ id }) => id}
              empty={more ? admin.loadingMore : text.none}
            />
            {!isSearch && <LoadMore pages={pages} />}
          </>
        )}
      </Ready>
    </>
  );
}

function matches({ name, email }: AccountDetails, search: string): boolean {
  const wanted = search.trim().toLocaleLowerCase();
  return [name, email ?? ""].some((text) => text.toLocaleLowerCase().includes(wanted));
}

function RoleTag({ user }: { user: AccountDetails }) {
  const text = useAdminText().people.users;
  const role = roleOf(user);
  return <Tag kind={role === "admin" ? "accent" : "neutral"}>{text[role]}</Tag>;
}

function Email({ user }: { user: AccountDetails }) {
  const text = useAdminText().people.users;
  if (user.email === undefined) return <span className={styles["muted"]}>{text.noEmail}</span>;
  return (
    <span>
      {user.email} {!user.emailVerified && <span className={styles["muted"]}>({text.unverified})</span>}
    </span>
  );
}
