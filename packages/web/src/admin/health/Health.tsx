import { useState } from "react";

import { Loading } from "../../app/Loading.tsx";
import { Notice } from "../../design/Notice.tsx";
import { PageHeader } from "../../design/PageHeader.tsx";
import { useAdminText } from "../../i18n/admin-text.ts";
import { describeError } from "../../i18n/describe-error.ts";
import { GraphCard } from "./GraphCard.tsx";
import { GRAPHS } from "./graphs.ts";
import { InfoCards } from "./InfoCards.tsx";
import { RangeChoice } from "./RangeChoice.tsx";
import { type Span, useHealth } from "./use-health.ts";
import { useServerInfo } from "./use-server-info.ts";
import { Verdict } from "./Verdict.tsx";

import styles from "./Health.module.css";

/** How the server fares: a verdict, its sizes, and graphs of its load over the last hour or minute. */
export function Health() {
  const text = useAdminText().health;
  const [span, setSpan] = useState<Span>("hour");
  const health = useHealth(span);
  const info = useServerInfo();
  return (
    <>
      <PageHeader title={text.title} about={text.about}>
        <RangeChoice span={span} onChange={setSpan} />
      </PageHeader>
      {health?.error !== undefined && <Notice kind="error">{describeError(health.error)}</Notice>}
      {health === undefined || info === undefined ? (
        <Loading />
      ) : (
        <>
          <Verdict samples={health.samples} info={info} />
          <InfoCards info={info} sample={health.samples.at(-1)} />
          <div className={styles["graphs"]}>
            {GRAPHS.map((graph) => (
              <GraphCard key={graph.id} graph={graph} health={health} />
            ))}
          </div>
        </>
      )}
    </>
  );
}
