import type { Member, OwnChannel } from "@hubbub/client";

import { useChat } from "../app/chat-context.ts";
import { useLoaded } from "../app/use-loaded.ts";
import { nameOf, useUser } from "../app/use-user.ts";
import { Button } from "../design/Button.tsx";
import { toast } from "../design/toast.ts";
import { useText } from "../i18n/text.ts";

import styles from "./MembersPanel.module.css";

/** Who is banned from the channel; nothing if nobody is. Asked for again with the members. */
export function BansList({
  channel,
  members,
}: {
  channel: OwnChannel;
  members: readonly Member[] | undefined;
}) {
  const text = useText();
  const { state } = useChat();
  const own = state.channel(channel.id)?.members;
  const bans = useLoaded(async () => (await own?.bans()) ?? [], [own, members]);
  if (bans.value === undefined || bans.value.length === 0) return null;
  const lift = (user: number) => {
    own?.unban(user).then(bans.reload, toast.error);
  };
  return (
    <section className={styles["bans"]}>
      <h3>{text.channels.banned}</h3>
      <ul>
        {bans.value.map(({ user, reason }) => (
          <li key={user} className={styles["row"]}>
            <span className={styles["person"]}>
              <span className={styles["words"]}>
                <Name id={user} />
                <span className={styles["about"]}>{reason}</span>
              </span>
            </span>
            <Button size="small" onClick={() => lift(user)}>
              {text.channels.unban}
            </Button>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Name({ id }: { id: number }) {
  const text = useText();
  return <span>{nameOf(useUser(id), text.common.somebody)}</span>;
}
