import type { LoginSession } from "@hubbub/client";
import { Laptop, Smartphone } from "lucide-react";
import { useState } from "react";

import { useChat } from "../app/chat-context.ts";
import { Ready } from "../app/Ready.tsx";
import { useLoaded } from "../app/use-loaded.ts";
import { Button } from "../design/Button.tsx";
import { ConfirmDialog } from "../design/ConfirmDialog.tsx";
import { toast } from "../design/toast.ts";
import { language, type Text, useText } from "../i18n/text.ts";
import { deviceOf } from "./device-of.ts";
import { Section } from "./Section.tsx";

import styles from "./Section.module.css";

/** Where the user is logged in, to be ended. */
export function SessionSettings() {
  const { settings } = useText();
  const { own } = useChat();
  const sessions = useLoaded(() => own.sessions(), [own]);
  const [isAsking, setAsking] = useState(false);
  const { reload } = sessions;
  const end = (id: string) => own.endSession(id).then(reload).catch(toast.error);
  const endOthers = async () => {
    await own.endOtherSessions();
    await reload();
  };
  return (
    <Section title={settings.sessions} about={settings.sessionsAbout}>
      <Ready loaded={sessions}>
        {(all) => (
          <>
            <ul>
              {all.map((session) => (
                <SessionRow key={session.id} session={session} onEnd={() => void end(session.id)} />
              ))}
            </ul>
            {all.length > 1 && <Button onClick={() => setAsking(true)}>{settings.endOthers}</Button>}
          </>
        )}
      </Ready>
      {isAsking && (
        <ConfirmDialog
          title={settings.endOthers}
          confirm={settings.endOthers}
          danger
          onConfirm={endOthers}
          onClose={() => setAsking(false)}
        >
          {settings.endOthersAbout}
        </ConfirmDialog>
      )}
    </Section>
  );
}

function SessionRow({ session, onEnd }: { session: LoginSession; onEnd: () => void }) {
  const { settings } = useText();
  const { current, usedAt, userAgent, address } = session;
  const Icon = deviceOf(userAgent)?.isPhone ? Smartphone : Laptop;
  const name = deviceName(settings, userAgent);
  const used = new Date(usedAt).toLocaleString(language, { dateStyle: "medium", timeStyle: "short" });
  return (
    <li className={styles["row"]}>
      <Icon aria-hidden size={20} />
      <div className={styles["main"]}>
        {name} {current && <span className={styles["tag"]}>{settings.thisOne}</span>}
        <div className={styles["detail"]}>{settings.lastUsed(used, address)}</div>
      </div>
      {!current && (
        <Button aria-label={settings.endSessionOf(name)} onClick={onEnd}>
          {settings.endSession}
        </Button>
      )}
    </li>
  );
}

function deviceName(settings: Text["settings"], userAgent: string): string {
  const device = deviceOf(userAgent);
  if (device !== undefined) return settings.device(device.browser, device.system);
  // A program's name, without its version.
  return userAgent.split("/")[0] || settings.unknownDevice;
}
