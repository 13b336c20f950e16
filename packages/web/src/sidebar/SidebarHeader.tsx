import { Search } from "lucide-react";

import { useServerSettings } from "../app/use-server-settings.ts";
import { useText } from "../i18n/text.ts";
import { openSwitcher } from "../switcher/open-switcher.ts";

import styles from "./SidebarHeader.module.css";

/** The server's name, and the way to any channel by its name. */
export function SidebarHeader() {
  const text = useText();
  const settings = useServerSettings();
  return (
    <div className={styles["header"]}>
      <div className={styles["server"]}>{settings?.name || text.common.appName}</div>
      <button type="button" className={styles["find"]} onClick={openSwitcher} aria-keyshortcuts="Control+K">
        <Search aria-hidden size={14} />
        <span>{text.sidebar.find}</span>
        <kbd aria-hidden>{text.switcher.key}</kbd>
      </button>
    </div>
  );
}
