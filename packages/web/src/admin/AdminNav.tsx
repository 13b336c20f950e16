import { useEffect, useRef } from "react";
import { Link } from "wouter";

import { routes } from "../app/routes.ts";
import { useAdminText } from "../i18n/admin-text.ts";
import { PAGE_GROUPS } from "./pages.ts";

import styles from "./AdminNav.module.css";

/** The ways to the pages: a column, on phones a row that is scrolled. */
export function AdminNav({ path }: { path: string }) {
  const text = useAdminText();
  const nav = useRef<HTMLElement>(null);
  useEffect(() => {
    nav.current?.querySelector("[aria-current]")?.scrollIntoView({ block: "nearest", inline: "center" });
  }, [path]);
  return (
    <nav ref={nav} className={styles["nav"]} aria-label={text.nav}>
      {PAGE_GROUPS.map((group) => (
        <section key={group.title} className={styles["group"]} aria-label={group.title}>
          <h2 className={styles["heading"]}>{group.title}</h2>
          <ul className={styles["pages"]}>
            {group.pages.map(({ id, title, icon: Icon }) => (
              <li key={id}>
                <Link
                  href={routes.admin(id)}
                  className={styles["link"]}
                  aria-current={path === routes.admin(id) ? "page" : undefined}
                >
                  <Icon aria-hidden size={16} />
                  {title}
                </Link>
              </li>
            ))}
          </ul>
        </section>
      ))}
    </nav>
  );
}
