import { ArrowLeft, LogOut } from "lucide-react";
import { useState } from "react";
import { Link, useLocation } from "wouter";

import { useChat } from "../app/chat-context.ts";
import { routes } from "../app/routes.ts";
import { logOut } from "../app/session.ts";
import { Button } from "../design/Button.tsx";
import { toast } from "../design/toast.ts";
import { useText } from "../i18n/text.ts";
import { NotFound } from "../shell/NotFound.tsx";
import { PAGES } from "./pages.ts";

import styles from "./Settings.module.css";

/** What users set for themselves: the pages, and one of them. On phones one of the two: without `page` the list. */
export function Settings({ page }: { page: string | undefined }) {
  const text = useText();
  const shown = PAGES.find(({ id }) => id === (page ?? "profile"));
  if (shown === undefined) return <NotFound />;
  const Page = shown.component;
  return (
    <div className={styles["settings"]} data-at={page === undefined ? "list" : "page"}>
      <nav className={styles["nav"]} aria-label={text.settings.title}>
        <h1>
          <Link href={routes.home} className={styles["back"]} aria-label={text.common.back}>
            <ArrowLeft aria-hidden size={18} />
          </Link>
          {text.settings.title}
        </h1>
        {PAGES.map(({ id, icon: Icon }) => (
          <Link
            key={id}
            href={routes.settings(id)}
            className={styles["link"]}
            aria-current={id === shown.id ? "page" : undefined}
          >
            <Icon aria-hidden size={18} /> {text.settings.pages[id]}
          </Link>
        ))}
        <LogOutButton />
      </nav>
      <section className={styles["page"]} aria-labelledby="settings-page">
        <h2 id="settings-page" className={styles["heading"]}>
          <Link href={routes.settings()} className={styles["back"]} aria-label={text.common.back}>
            <ArrowLeft aria-hidden size={18} />
          </Link>
          {text.settings.pages[shown.id]}
        </h2>
        <div className={styles["content"]}>
          <Page key={shown.id} />
        </div>
      </section>
    </div>
  );
}

function LogOutButton() {
  const text = useText();
  const chat = useChat();
  const [, navigate] = useLocation();
  const [busy, setBusy] = useState(false);
  const leave = () => {
    setBusy(true);
    // The next user of this browser begins at the beginning.
    navigate(routes.home);
    logOut(chat).catch(() => toast.info(text.settings.notEnded));
  };
  return (
    <Button kind="quiet" busy={busy} onClick={leave}>
      <LogOut aria-hidden size={18} /> {text.settings.logOut}
    </Button>
  );
}
