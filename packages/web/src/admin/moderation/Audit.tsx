import type { AuditEntry } from "@hubbub/client";
import { useState } from "react";

import { useChat } from "../../app/chat-context.ts";
import { Ready } from "../../app/Ready.tsx";
import { PageHeader } from "../../design/PageHeader.tsx";
import { Select } from "../../design/Select.tsx";
import { useAdminText } from "../../i18n/admin-text.ts";
import { ChannelSelect } from "../ChannelSelect.tsx";
import { LoadMore } from "../LoadMore.tsx";
import { useChannelName } from "../names.tsx";
import { usePages } from "../use-pages.ts";
import { AuditLine } from "./AuditLine.tsx";

import table from "../../design/DataTable.module.css";
import styles from "../Admin.module.css";
import log from "./Moderation.module.css";

/** Who did what, of the whole server or of one channel, of all kinds or of one. */
export function Audit() {
  const text = useAdminText().moderation.audit;
  const { client } = useChat();
  const [channel, setChannel] = useState(0);
  const [action, setAction] = useState("");
  const channelName = useChannelName();
  const pages = usePages(
    async (last: AuditEntry | undefined) => {
      const { entries, more } = await client.moderation.audit({ channel, action, before: last?.id ?? 0 });
      return { items: entries, more };
    },
    [client, channel, action],
  );
  return (
    <>
      <PageHeader title={text.title} about={text.about} />
      <div className={styles["tools"]}>
        <ChannelSelect label={text.channel} all={text.allChannels} value={channel} onChange={setChannel} />
        <Select label={text.action} options={text.actions} value={action} onChange={setAction} />
      </div>
      <Ready loaded={pages}>
        {(entries) =>
          entries.length === 0 ? (
            <div className={table["empty"]}>{text.none}</div>
          ) : (
            <>
              <ol className={log["log"]} aria-label={text.list}>
                {entries.map((entry) => (
                  <AuditLine key={entry.id} entry={entry} channelName={channelName} />
                ))}
              </ol>
              <LoadMore pages={pages} />
            </>
          )
        }
      </Ready>
    </>
  );
}
