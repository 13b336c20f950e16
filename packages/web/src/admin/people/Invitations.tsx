import type { Invitation } from "@hubbub/client";
import { useState } from "react";

import { useChat } from "../../app/chat-context.ts";
import { Button } from "../../design/Button.tsx";
import type { Column } from "../../design/DataTable.tsx";
import { useAdminText } from "../../i18n/admin-text.ts";
import { act } from "../act.ts";
import { ListPage } from "../ListPage.tsx";
import { UserName } from "../names.tsx";
import { Tag } from "../Tag.tsx";
import { usePages } from "../use-pages.ts";
import { when } from "../when.ts";
import { InviteDialog } from "./InviteDialog.tsx";

/** The open invitations to the server, and making new ones. */
export function Invitations() {
  const admin = useAdminText();
  const text = admin.people.invitations;
  const { administration } = useChat();
  const [creating, setCreating] = useState(false);
  const pages = usePages(
    async (last: Invitation | undefined) => {
      const { invitations, more } = await administration.invitations(last && { after: last.id });
      return { items: invitations, more };
    },
    [administration],
  );
  const revoke = async ({ id }: Invitation) => {
    await administration.revokeInvitation(id);
    pages.change((invitations) => invitations.filter((each) => each.id !== id));
  };
  const columns: readonly Column<Invitation>[] = [
    { id: "id", head: text.number, kind: "title", cell: ({ id }) => text.numbered(id) },
    { id: "for", head: text.kind, cell: ({ guest }) => <For guest={guest} /> },
    { id: "uses", head: text.usesLeft, cell: ({ usesLeft }) => text.accounts(usesLeft) },
    { id: "expires", head: admin.expires, cell: ({ expiresAt }) => <Expiry at={expiresAt} /> },
    {
      id: "by",
      head: text.by,
      cell: ({ createdBy }) => (createdBy === undefined ? text.ofMachine : <UserName id={createdBy} />),
    },
    { id: "created", head: admin.created, cell: ({ createdAt }) => when(createdAt) },
  ];
  return (
    <ListPage
      text={text}
      loaded={pages}
      columns={columns}
      actions={(invitation) => (
        <Button
          size="small"
          aria-label={`${text.revoke}: ${text.numbered(invitation.id)}`}
          onClick={() => void act(() => revoke(invitation), text.revoked)}
        >
          {text.revoke}
        </Button>
      )}
      rowKey={({ id }) => id}
      onCreate={() => setCreating(true)}
    >
      {creating && (
        <InviteDialog
          onCreated={(invitation) => pages.change((before) => [...before, invitation])}
          onClose={() => setCreating(false)}
        />
      )}
    </ListPage>
  );
}

function For({ guest }: { guest: boolean }) {
  const text = useAdminText().people.users;
  return guest ? <Tag>{text.guest}</Tag> : <Tag kind="accent">{text.member}</Tag>;
}

function Expiry({ at }: { at: number | undefined }) {
  const admin = useAdminText();
  if (at === undefined) return admin.never;
  return at < Date.now() ? <Tag kind="danger">{admin.people.invitations.expired}</Tag> : when(at);
}
