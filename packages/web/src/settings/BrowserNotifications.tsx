import { useState } from "react";

import { changeLocalSettings, useLocalSettings } from "../app/local-settings.ts";
import { Button } from "../design/Button.tsx";
import { Notice } from "../design/Notice.tsx";
import { Switch } from "../design/Switch.tsx";
import { toast } from "../design/toast.ts";
import { useText } from "../i18n/text.ts";
import { showTest } from "../notifications/show.ts";

import styles from "./NotificationSettings.module.css";

/** Notifications by the page while it is open; the browser asks for the permission when they are turned on. */
export function BrowserNotifications() {
  const { notifications: text } = useText();
  const { notifications } = useLocalSettings();
  const [permission, setPermission] = useState(permissionNow);
  const isOn = notifications && permission === "granted";
  const change = async (on: boolean) => {
    if (!on) return changeLocalSettings({ notifications: false });
    const answer = await Notification.requestPermission();
    setPermission(answer);
    if (answer === "granted") changeLocalSettings({ notifications: true });
  };
  return (
    <>
      <Switch
        label={text.browser}
        hint={text.browserHint}
        checked={isOn}
        disabled={permission === "unsupported"}
        onChange={(on) => void change(on).catch(toast.error)}
      />
      {permission === "denied" && <Notice>{text.denied}</Notice>}
      {permission === "unsupported" && <Notice>{text.unsupported}</Notice>}
      {isOn && (
        <div className={styles["row"]}>
          <Button size="small" onClick={() => void showTest().catch(toast.error)}>
            {text.test}
          </Button>
        </div>
      )}
    </>
  );
}

function permissionNow(): NotificationPermission | "unsupported" {
  return "Notification" in globalThis && "serviceWorker" in navigator
    ? Notification.permission
    : "unsupported";
}
