import { ChannelKind, type OwnChannel } from "@hubbub/client";
import { Users } from "lucide-react";

import { useText } from "../i18n/text.ts";
import { COUNTED_MOST, useMemberCount } from "./use-member-count.ts";
import { usePanel } from "./use-panel.ts";

import styles from "./ChannelHeader.module.css";

/** How many are in the channel, and the way to who they are. */
export function MembersButton({ channel }: { channel: OwnChannel }) {
  const { channels: text } = useText();
  const [panel, toggle] = usePanel();
  const known = useMemberCount(channel);
  const count = channel.kind === ChannelKind.DIRECT ? channel.users.length : known;
  const shown = count === undefined ? "" : count > COUNTED_MOST ? `${COUNTED_MOST}+` : String(count);
  return (
    <button
      type="button"
      className={styles["members"]}
      title={text.membersTitle}
      aria-label={shown === "" ? text.membersTitle : text.membersCounted(shown)}
      aria-pressed={panel === "members"}
      onClick={() => toggle("members")}
    >
      <Users aria-hidden size={18} />
      {shown !== "" && <span>{shown}</span>}
    </button>
  );
}
