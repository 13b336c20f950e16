import { Button } from "../design/Button.tsx";
import { useAdminText } from "../i18n/admin-text.ts";
import type { Pages } from "./use-pages.ts";

import styles from "./Admin.module.css";

/** The button below a list that goes on. */
export function LoadMore({ pages }: { pages: Pick<Pages<unknown>, "more" | "busy" | "loadMore"> }) {
  const text = useAdminText();
  if (!pages.more) return null;
  return (
    <div className={styles["more"]}>
      <Button busy={pages.busy} onClick={() => void pages.loadMore()}>
        {text.loadMore}
      </Button>
    </div>
  );
}
