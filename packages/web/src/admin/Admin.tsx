import { ArrowLeft } from "lucide-react";
import { useEffect, useRef } from "react";
import { Link, useLocation } from "wouter";

import { Loading } from "../app/Loading.tsx";
import { routes } from "../app/routes.ts";
import { useMe } from "../app/use-user.ts";
import { Notice } from "../design/Notice.tsx";
import { useAdminText } from "../i18n/admin-text.ts";
import { useText } from "../i18n/text.ts";
import { NotFound } from "../shell/NotFound.tsx";
import { AdminNav } from "./AdminNav.tsx";
import { PAGE_GROUPS } from "./pages.ts";

import centred from "../app/Centred.module.css";
import styles from "./Admin.module.css";

/** The administration: a navigation and one page of it. Who is no administrator is told so. */
export function Admin({ page }: { page: string }) {
  const text = useAdminText();
  const common = useText().common;
  const me = useMe();
  const [path] = useLocation();
  const scroller = useRef<HTMLDivElement>(null);
  useEffect(() => void scroller.current?.scrollTo({ top: 0 }), [page]);
  if (me === undefined) return <Loading />;
  if (!me.admin) {
    return (
      <div className={centred["centred"]}>
        <Notice>{text.forAdministrators}</Notice>
        <Link href={routes.home}>{common.toChat}</Link>
      </div>
    );
  }
  const known = PAGE_GROUPS.flatMap(({ pages }) => pages).find(({ id }) => id === page);
  const Shown = known?.component ?? NotFound;
  return (
    <div className={styles["admin"]}>
      <div className={styles["side"]}>
        <Link href={routes.home} className={styles["back"]}>
          <ArrowLeft aria-hidden size={16} /> <span>{common.toChat}</span>
        </Link>
        <AdminNav path={path} />
      </div>
      <div ref={scroller} className={styles["scroller"]}>
        <div className={styles["page"]}>
          <Shown key={page} />
        </div>
      </div>
    </div>
  );
}
