import type { Invitation } from "@hubbub/client";
import { Plus } from "lucide-react";
import { useCallback, useState } from "react";

import { useChat } from "../../app/chat-context.ts";
import { Button } from "../../design/Button.tsx";
import { type Column, DataTable } from "../../design/DataTable.tsx";
import { PageHeader } from "../../design/PageHeader.tsx";
import { useAdminText } from "../../i18n/admin-text.ts";
import { act } from "../act.ts";
import { LoadMore } from "../LoadMore.tsx";
import { UserName } from "../names.tsx";
import { Ready } from "../Ready.tsx";
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
    useCallback(
      async (last: Invitation | undefined) => {
        const { invitations, more } = await administration.invitations(last && { after: last.id });
        return { items: invitations, more };
      },
      [administration],
    ),
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
    {
      id: "actions",
      head: admin.actions,
      kind: "actions",
      cell: (invitation) => (
        <Button
          size="small"
          aria-label={`${text.revoke}: ${text.numbered(invitation.id)}`}
          onClick={() => void act(() => revoke(invitation), text.revoked)}
        >
          {text.revoke}
        </Button>
      ),
    },
  ];
  return (
    <>
      <PageHeader title={text.title} about={text.about}>
        <Button kind="primary" onClick={() => setCreating(true)}>
          <Plus aria-hidden size={16} /> {text.create}
        </Button>
      </PageHeader>
      <Ready value={pages.items} error={pages.error}>
        {(invitations) => (
          <>
            <DataTable
              label={text.table}
              columns={columns}
              rows={invitations}
              rowKey={({ id }) => id}
              empty={text.none}
            />
            <LoadMore pages={pages} />
          </>
        )}
      </Ready>
      {creating && (
        <InviteDialog
          onCreated={(invitation) => pages.change((before) => [...before, invitation])}
          onClose={() => setCreating(false)}
        />
      )}
    </>
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
