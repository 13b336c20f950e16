import type { HealthSample, ServerInfo } from "@hubbub/client";

import { useAdminText } from "../../i18n/admin-text.ts";
import { language } from "../../i18n/text.ts";
import { duration, figure } from "./figures.ts";

import styles from "./Health.module.css";

const date = new Intl.DateTimeFormat(language, { dateStyle: "medium", timeStyle: "short", hour12: false });

/** What the server is and how much it holds. */
export function InfoCards({ info, sample }: { info: ServerInfo; sample: HealthSample | undefined }) {
  const text = useAdminText().health;
  const { cards } = text;
  const state = (answer: unknown) => {
    if (sample === undefined) return text.nothing;
    return answer === undefined ? text.noAnswer : text.works;
  };
  const shown: readonly [name: string, value: string, more: string][] = [
    [cards.version, info.version, info.runtime],
    [cards.up, date.format(info.startedAt), text.upFor(duration(info.now - info.startedAt))],
    [cards.users, figure(info.users, "count"), sample === undefined ? "" : text.online(sample.users)],
    [cards.channels, figure(info.channels, "count"), ""],
    [cards.events, figure(info.events, "count"), ""],
    [cards.files, figure(info.fileBytes, "bytes"), text.filesOf(figure(info.files, "count"))],
    [cards.database, figure(info.databaseBytes, "bytes"), ""],
    [cards.disk, figure(info.diskFreeBytes, "bytes"), text.cores(info.cpus)],
    [cards.accounts, state(sample?.accounts), memory(sample?.accounts?.memoryBytes)],
    [
      cards.worker,
      info.hasWorker ? state(sample?.worker) : text.notStarted,
      memory(sample?.worker?.memoryBytes),
    ],
  ];
  return (
    <dl className={styles["cards"]}>
      {shown.map(([name, value, more]) => (
        <div key={name} className={styles["card"]}>
          <dt>{name}</dt>
          <dd>
            <strong>{value}</strong>
            {more !== "" && <span>{more}</span>}
          </dd>
        </div>
      ))}
    </dl>
  );
}

function memory(bytes: number | undefined): string {
  return bytes === undefined ? "" : figure(bytes, "bytes");
}
