import type { AuditEntry } from "@hubbub/client";

import { nameOf, useUser } from "../../app/use-user.ts";
import { useAdminText } from "../../i18n/admin-text.ts";
import { UserName } from "../names.tsx";
import { when } from "../when.ts";

import styles from "./Moderation.module.css";

export interface AuditLineProps {
  entry: AuditEntry;
  channelName: (id: number) => string;
}

/** One entry of the audit log as a sentence, with all that is known of it below. */
export function AuditLine({ entry, channelName }: AuditLineProps) {
  const admin = useAdminText();
  const text = admin.moderation.audit;
  const isAboutUser = /^(member|user)\./.test(entry.action);
  const target = useUser(isAboutUser ? entry.target : 0);
  const detail = detailOf(entry);
  const words = {
    user: nameOf(target, admin.someone(entry.target)),
    where: entry.channel === 0 ? "" : channelName(entry.channel),
    detail,
  };
  const sentence = text.sentences[entry.action]?.(words) ?? text.other(words, entry.action);
  const facts = Object.entries({
    [text.rawAction]: entry.action,
    ...(entry.target !== 0 && { [text.target]: entry.target }),
    ...detail,
  });
  return (
    <li className={styles["entry"]}>
      <time dateTime={new Date(entry.at).toISOString()}>{when(entry.at)}</time>
      <div>
        <strong>
          <UserName id={entry.actor} />
        </strong>{" "}
        {sentence}.
        <details>
          <summary>{text.details}</summary>
          <dl className={styles["facts"]}>
            {facts.map(([name, value]) => (
              <FactRow key={name} name={name} value={String(value)} />
            ))}
          </dl>
        </details>
      </div>
    </li>
  );
}

function FactRow({ name, value }: { name: string; value: string }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </>
  );
}

/** The entry's JSON; of another version it may be anything. */
function detailOf({ detail }: AuditEntry): Readonly<Record<string, unknown>> {
  try {
    const parsed: unknown = JSON.parse(detail || "{}");
    return typeof parsed === "object" && parsed !== null ? (parsed as Record<string, unknown>) : { detail };
  } catch {
    return { detail };
  }
}
