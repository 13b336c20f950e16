import { may, type Member, type OwnChannel } from "@hubbub/client";
import { UserPlus } from "lucide-react";
import { useMemo, useState } from "react";
import { VList } from "virtua";

import { nameOf, useMe } from "../app/use-user.ts";
import { Button } from "../design/Button.tsx";
import { Notice } from "../design/Notice.tsx";
import { TextField } from "../design/TextField.tsx";
import { language, useText } from "../i18n/text.ts";
import { BansList } from "./BansList.tsx";
import { MemberRow } from "./MemberRow.tsx";
import { openAddPeople } from "./open-dialogs.ts";
import { useMembers } from "./use-members.ts";

import styles from "./MembersPanel.module.css";

const collator = new Intl.Collator(language, { sensitivity: "base" });

/** Who is in the channel, those with the higher roles first, and what may be done with them. */
export function MembersPanel({ channel }: { channel: OwnChannel }) {
  const text = useText();
  const me = useMe();
  const [part, setPart] = useState("");
  const { value: members, error } = useMembers(channel);
  const shown = useMemo(() => inOrder(members ?? [], part), [members, part]);
  const ids = () => new Set(members?.map(({ id }) => id));
  return (
    <>
      <div className={styles["top"]}>
        <span className={styles["count"]}>
          {members === undefined ? text.common.loading : text.channels.members(members.length)}
        </span>
        {may("addMembers", channel, me) && (
          <Button size="small" onClick={() => openAddPeople(channel, ids())}>
            <UserPlus aria-hidden size={16} /> {text.channels.addPeople}
          </Button>
        )}
      </div>
      {error !== undefined && <Notice kind="error">{error}</Notice>}
      <TextField
        label={text.channels.findMember}
        value={part}
        onChange={({ target }) => setPart(target.value)}
      />
      {members !== undefined && shown.length === 0 && <p>{text.channels.noMember}</p>}
      <VList className={styles["list"]} role="list" aria-label={text.channels.membersTitle}>
        {shown.map((member) => (
          <MemberRow key={member.id} channel={channel} member={member} />
        ))}
      </VList>
      {may("ban", channel, me) && <BansList channel={channel} members={members} />}
    </>
  );
}

function inOrder(members: readonly Member[], part: string): Member[] {
  const wanted = part.trim().toLowerCase();
  return members
    .filter(({ name, displayName }) => `${displayName} ${name}`.toLowerCase().includes(wanted))
    .toSorted((a, b) => b.role - a.role || collator.compare(nameOf(a, ""), nameOf(b, "")));
}
