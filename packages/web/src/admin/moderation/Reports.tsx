import type { Report } from "@hubbub/client";
import { useState } from "react";

import { useChat } from "../../app/chat-context.ts";
import { Ready } from "../../app/Ready.tsx";
import { PageHeader } from "../../design/PageHeader.tsx";
import { Select } from "../../design/Select.tsx";
import { useAdminText } from "../../i18n/admin-text.ts";
import { LoadMore } from "../LoadMore.tsx";
import { useChannelName } from "../names.tsx";
import { usePages } from "../use-pages.ts";
import { ReportCard } from "./ReportCard.tsx";
import { ResolveDialog } from "./ResolveDialog.tsx";

import table from "../../design/DataTable.module.css";
import styles from "../Admin.module.css";
import cards from "./Moderation.module.css";

/** What was reported, with the messages as they read now, and closing it. */
export function Reports() {
  const text = useAdminText().moderation.reports;
  const { client } = useChat();
  const [all, setAll] = useState(false);
  const [resolving, setResolving] = useState<Report>();
  const channelName = useChannelName();
  const pages = usePages(
    async (last: Report | undefined) => {
      const { reports, more } = await client.moderation.reports({ all, before: last?.id ?? 0 });
      return { items: reports, more };
    },
    [client, all],
  );
  const shown = [
    ["open", text.open],
    ["all", text.all],
  ] as const;
  return (
    <>
      <PageHeader title={text.title} about={text.about} />
      <div className={styles["tools"]}>
        <Select
          label={text.shown}
          options={shown}
          value={all ? "all" : "open"}
          onChange={(value) => setAll(value === "all")}
        />
      </div>
      <Ready loaded={pages}>
        {(reports) => (
          <>
            {reports.length === 0 && <div className={table["empty"]}>{all ? text.none : text.noneOpen}</div>}
            <ul className={cards["cards"]} aria-label={text.list}>
              {reports.map((report) => (
                <li key={report.id}>
                  <ReportCard
                    report={report}
                    channel={channelName(report.channel)}
                    onResolve={() => setResolving(report)}
                  />
                </li>
              ))}
            </ul>
            <LoadMore pages={pages} />
          </>
        )}
      </Ready>
      {resolving !== undefined && (
        <ResolveDialog
          report={resolving}
          onResolved={() => void pages.reload()}
          onClose={() => setResolving(undefined)}
        />
      )}
    </>
  );
}
