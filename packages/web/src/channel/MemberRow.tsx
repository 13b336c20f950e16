import { type Member, type OwnChannel, Role } from "@hubbub/client";
import { Ellipsis } from "lucide-react";

import { nameOf, useMe, usePresence } from "../app/use-user.ts";
import { MenuButton } from "../design/MenuButton.tsx";
import { useText } from "../i18n/text.ts";
import { PresenceAvatar } from "../people/PresenceAvatar.tsx";
import { ProfileButton } from "../people/ProfileButton.tsx";
import { useMemberItems } from "./use-member-items.ts";

import styles from "./MembersPanel.module.css";

/** A member, what they are in the channel, and what may be done with them. */
export function MemberRow({ channel, member }: { channel: OwnChannel; member: Member }) {
  const text = useText();
  const me = useMe();
  const presence = usePresence(member.id);
  const items = useMemberItems(channel, member);
  const name = nameOf(member, text.common.somebody);
  const about = [
    member.role !== Role.MEMBER && text.channels.role(member.role),
    member.bot && text.people.bot,
    member.id === me?.id && text.people.you,
    text.people.presence(presence),
  ];
  return (
    <div role="listitem" className={styles["row"]}>
      <ProfileButton user={member.id} channel={channel} className={styles["person"]}>
        <PresenceAvatar user={member} presence={presence} size={32} />
        <span className={styles["words"]}>
          <span>{name}</span>
          <span className={styles["about"]}>{about.filter(Boolean).join(" · ")}</span>
        </span>
      </ProfileButton>
      {items.length > 0 && (
        <MenuButton size="small" icon={Ellipsis} label={text.channels.actionsOn(name)} items={items} />
      )}
    </div>
  );
}
