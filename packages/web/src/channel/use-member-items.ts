import { ChannelKind, may, type Member, type OwnChannel, Role, roleIn } from "@hubbub/client";

import { useChat } from "../app/chat-context.ts";
import { nameOf, useMe } from "../app/use-user.ts";
import type { MenuItem } from "../design/MenuButton.tsx";
import { toast } from "../design/toast.ts";
import { useText } from "../i18n/text.ts";
import { openBan } from "./open-dialogs.ts";

const MUTE_MS = 3_600_000;
/** Above all roles of a channel. */
const ADMINISTRATOR = 5;

/** What the user may do with a member of a channel: what takes a higher rank than theirs, and lower one's own role. */
export function useMemberItems(channel: OwnChannel, member: Member): MenuItem[] {
  const { channels: text } = useText();
  const { state } = useChat();
  const me = useMe();
  const members = state.channel(channel.id)?.members;
  if (members === undefined || channel.kind === ChannelKind.DIRECT) return [];
  const isMe = member.id === me?.id;
  const rank = me?.admin === true ? ADMINISTRATOR : roleIn(channel, me);
  const outranks = rank > (member.admin ? ADMINISTRATOR : member.role);
  const roles = [Role.OWNER, Role.MODERATOR, Role.MEMBER, Role.GUEST].filter((role) => {
    if (role === member.role || role > roleIn(channel, me)) return false;
    return isMe ? role < member.role : outranks && may("setRole", channel, me);
  });
  const items: (MenuItem | false)[] = [
    ...roles.map((role) => ({
      label: text.changeRole(text.role(role)),
      onSelect: () => act(members.setRole(member.id, role)),
    })),
    outranks &&
      may("mute", channel, me) && {
        label: text.mute,
        separated: roles.length > 0,
        onSelect: () => act(members.mute(member.id, Date.now() + MUTE_MS), text.muted(nameOf(member, ""))),
      },
    outranks &&
      may("mute", channel, me) && {
        label: text.unmute,
        onSelect: () => act(members.mute(member.id, 0)),
      },
    outranks &&
      may("removeMember", channel, me) && {
        label: text.removeMember,
        danger: true,
        separated: true,
        onSelect: () => act(members.remove(member.id)),
      },
    outranks &&
      may("ban", channel, me) && { label: text.ban, danger: true, onSelect: () => openBan(channel, member) },
  ];
  return items.filter((item) => item !== false);
}

function act(done: Promise<void>, said?: string): void {
  done.then(() => said !== undefined && toast.info(said), toast.error);
}
