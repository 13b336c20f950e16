import { PresenceKind } from "@hubbub/client";
import { BellOff, CheckCheck, Ellipsis, Keyboard, LogOut, Settings, ShieldCheck, Smile } from "lucide-react";
import { navigate } from "wouter/use-browser-location";

import { useChat } from "../app/chat-context.ts";
import { routes } from "../app/routes.ts";
import { logOut } from "../app/session.ts";
import { nameOf, useMe, usePresence } from "../app/use-user.ts";
import { MenuButton, type MenuItem } from "../design/MenuButton.tsx";
import { toast } from "../design/toast.ts";
import { useText } from "../i18n/text.ts";
import { openStatusDialog } from "../people/open-status-dialog.ts";
import { PresenceAvatar } from "../people/PresenceAvatar.tsx";
import { openShortcuts } from "../switcher/open-switcher.ts";

import styles from "./OwnBar.module.css";

/** Who is logged in, what others see of them, and what there is to set. */
export function OwnBar() {
  const text = useText();
  const me = useMe();
  const presence = usePresence(me?.id ?? 0);
  const items = useOwnItems();
  return (
    <div className={styles["bar"]}>
      <button
        type="button"
        className={styles["me"]}
        title={text.sidebar.setStatus}
        onClick={openStatusDialog}
      >
        <PresenceAvatar user={me} presence={presence} size={32} />
        <span className={styles["words"]}>
          <span className={styles["name"]}>{nameOf(me, text.common.loading)}</span>
          <span className={styles["status"]}>
            {me?.status?.emoji} {me?.status?.text || text.people.presence(presence)}
          </span>
        </span>
      </button>
      <MenuButton icon={Ellipsis} label={text.sidebar.account} items={items} />
    </div>
  );
}

function useOwnItems(): MenuItem[] {
  const text = useText();
  const chat = useChat();
  const me = useMe();
  const { profile } = chat.client;
  const isBusy = me?.presence === PresenceKind.DO_NOT_DISTURB;
  const setBusy = () => {
    const next = isBusy ? PresenceKind.UNSPECIFIED : PresenceKind.DO_NOT_DISTURB;
    profile.setStatus(me?.status ?? {}, next).catch(toast.error);
  };
  return [
    { label: text.sidebar.setStatus, icon: Smile, onSelect: openStatusDialog },
    { label: text.sidebar.doNotDisturb, icon: BellOff, checked: isBusy, onSelect: setBusy },
    {
      label: text.sidebar.markAllRead,
      icon: CheckCheck,
      onSelect: () => void chat.client.markAllRead().catch(toast.error),
    },
    {
      label: text.sidebar.settings,
      icon: Settings,
      separated: true,
      onSelect: () => navigate(routes.settings()),
    },
    ...(me?.admin === true
      ? [{ label: text.sidebar.administration, icon: ShieldCheck, onSelect: () => navigate(routes.admin()) }]
      : []),
    { label: text.sidebar.shortcuts, icon: Keyboard, onSelect: openShortcuts },
    {
      label: text.sidebar.logOut,
      icon: LogOut,
      separated: true,
      onSelect: () => void logOut(chat).catch(toast.error),
    },
  ];
}
