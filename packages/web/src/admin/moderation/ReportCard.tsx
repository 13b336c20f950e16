import type { Report } from "@hubbub/client";
import { Link } from "wouter";

import { routes } from "../../app/routes.ts";
import { useUser } from "../../app/use-user.ts";
import { Avatar } from "../../design/Avatar.tsx";
import { Button } from "../../design/Button.tsx";
import { useAdminText } from "../../i18n/admin-text.ts";
import { UserName } from "../names.tsx";
import { Tag } from "../Tag.tsx";
import { when } from "../when.ts";

import styles from "../Admin.module.css";
import cards from "./Moderation.module.css";

export interface ReportCardProps {
  report: Report;
  /** The channel's name. */
  channel: string;
  onResolve: () => void;
}

/** One report: the message, who reported it and why, and what became of it. */
export function ReportCard({ report, channel, onResolve }: ReportCardProps) {
  const text = useAdminText().moderation.reports;
  const { message, closedAt } = report;
  const isOpen = closedAt === 0;
  return (
    <article className={cards["card"]}>
      <div className={cards["head"]}>
        <span>
          {text.reported} <strong>{report.by === 0 ? text.wordRule : <UserName id={report.by} />}</strong>{" "}
          <span className={styles["muted"]}>{when(report.at)}</span>
        </span>
        {!isOpen && <Tag kind="good">{text.closed}</Tag>}
      </div>
      {report.reason !== "" && (
        <p>
          <span className={styles["muted"]}>{text.reason}:</span> {report.reason}
        </p>
      )}
      <ReportedMessage report={report} channel={channel} />
      {!isOpen && (
        <p className={styles["muted"]}>
          {text.closedBy} <UserName id={report.closedBy} />, {when(closedAt)}
          {report.note !== "" && `: ${report.note}`}
        </p>
      )}
      <div className={styles["row"]}>
        {isOpen && (
          <Button kind="primary" size="small" onClick={onResolve}>
            {text.resolve}
          </Button>
        )}
        {message !== undefined && (
          <Link className={cards["link"]} href={routes.channel(report.channel, { at: message.seq })}>
            {text.context}
          </Link>
        )}
      </div>
    </article>
  );
}

function ReportedMessage({ report: { message }, channel }: { report: Report; channel: string }) {
  const text = useAdminText().moderation.reports;
  const author = useUser(message?.user ?? 0);
  if (message?.message === undefined)
    return <blockquote className={cards["quote"]}>{text.deleted}</blockquote>;
  return (
    <blockquote className={cards["quote"]}>
      <Avatar user={author} size={28} />
      <div>
        <div className={styles["muted"]}>
          <strong className={styles["strong"]}>
            <UserName id={message.user} />
          </strong>{" "}
          {channel}, {when(message.at)}
        </div>
        <p className={cards["words"]}>{message.message.text === "" ? text.noText : message.message.text}</p>
      </div>
    </blockquote>
  );
}
