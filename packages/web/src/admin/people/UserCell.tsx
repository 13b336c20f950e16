import type { AccountDetails } from "@hubbub/client";

import { useUser } from "../../app/use-user.ts";
import { Avatar } from "../../design/Avatar.tsx";
import { useAdminText } from "../../i18n/admin-text.ts";

import styles from "../Admin.module.css";

/** An account with its picture, and how it is shown in the chat if that is another name. */
export function UserCell({ user, isMe = false }: { user: AccountDetails; isMe?: boolean }) {
  const text = useAdminText().people.users;
  const known = useUser(user.id);
  const display = known?.displayName ?? "";
  return (
    <span className={styles["person"]}>
      <Avatar user={known ?? { id: user.id, name: user.name, displayName: "", avatar: 0 }} size={32} />
      <span>
        <span className={styles["strong"]}>
          {user.name} {isMe && <span className={styles["muted"]}>({text.you})</span>}
        </span>
        {display !== "" && display !== user.name && <span className={styles["muted"]}>{display}</span>}
      </span>
    </span>
  );
}
