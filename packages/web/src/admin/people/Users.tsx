import type { AccountDetails } from "@hubbub/client";
import { useState } from "react";

import { useChat } from "../../app/chat-context.ts";
import { useMe } from "../../app/use-user.ts";
import type { Column } from "../../design/DataTable.tsx";
import { TextField } from "../../design/TextField.tsx";
import { useAdminText } from "../../i18n/admin-text.ts";
import { ListPage } from "../ListPage.tsx";
import { Tag } from "../Tag.tsx";
import { usePages } from "../use-pages.ts";
import { when } from "../when.ts";
import { roleOf } from "./account-role.ts";
import { UserActions } from "./UserActions.tsx";
import { UserCell } from "./UserCell.tsx";

import styles from "../Admin.module.css";

const PAGE = 100;
/** Characters of what is searched for, at most: those of an address. */
const SEARCH_LENGTH = 254;

/** All accounts of people, and what can be done about each. */
export function Users() {
  const admin = useAdminText();
  const text = admin.people.users;
  const { administration } = useChat();
  const me = useMe();
  const [search, setSearch] = useState("");
  const wanted = search.trim();
  const pages = usePages(
    async (last: AccountDetails | undefined) => {
      const page = { after: last?.id ?? 0, limit: PAGE, search: wanted };
      const { users, more } = await administration.users(page);
      return { items: users, more };
    },
    [administration, wanted],
  );
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
  ];
  return (
    <ListPage
      text={text}
      loaded={pages}
      choose={(users) => users.filter((user) => user.bot !== true)}
      columns={columns}
      actions={(user) => <UserActions user={user} isMe={user.id === me?.id} onChange={changed} />}
      rowKey={({ id }) => id}
      tools={
        <TextField
          label={text.search}
          type="search"
          value={search}
          maxLength={SEARCH_LENGTH}
          onChange={({ target }) => setSearch(target.value)}
        />
      }
    />
  );
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
