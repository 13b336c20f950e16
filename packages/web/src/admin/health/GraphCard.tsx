import type { HealthSample } from "@hubbub/client";
import { useId, useMemo, useState } from "react";
import type uPlot from "uplot";

import { useAdminText } from "../../i18n/admin-text.ts";
import { figure, timeOfDay } from "./figures.ts";
import type { Graph, GraphSeries } from "./graphs.ts";
import { GraphTable } from "./GraphTable.tsx";
import { LOG_FLOOR } from "./plot-options.ts";
import { Plot } from "./Plot.tsx";
import { withGaps } from "./sample-window.ts";
import type { HealthState } from "./use-health.ts";

import styles from "./Graph.module.css";

/** One graph with what it means, the values at the pointer, with their time, or else the newest ones, and all values as a table. */
export function GraphCard({ graph, health }: { graph: Graph; health: HealthState }) {
  const text = useAdminText().health;
  const id = useId();
  const [cursor, setCursor] = useState<number | null>(null);
  const points = useMemo(() => withGaps(health.samples), [health.samples]);
  const data = useMemo(
    () => [
      points.map(({ at }) => at / 1000),
      ...graph.series.map((series) => valuesOf(points, series, graph)),
    ],
    [points, graph],
  ) as uPlot.AlignedData;
  const looked = cursor === null ? points.at(-1) : points[cursor];
  const said = (series: GraphSeries, sample: HealthSample | undefined) => {
    const value = sample === undefined ? null : series.value(sample);
    return value === null ? text.nothing : figure(value, series.unit);
  };
  const newest = points.at(-1)?.sample;
  const values = graph.series.map((series) => `${series.label} ${said(series, newest)}`).join(", ");
  return (
    <section className={styles["card"]} aria-labelledby={id}>
      <div className={styles["head"]}>
        <h2 id={id} className={styles["title"]}>
          {graph.title}
        </h2>
        {cursor !== null && looked !== undefined && (
          <time dateTime={new Date(looked.at).toISOString()}>{timeOfDay(looked.at)}</time>
        )}
      </div>
      <ul className={styles["legend"]}>
        {graph.series.map((series, i) => (
          <li key={series.label} title={targetOf(series, text.target)}>
            <span aria-hidden className={styles["key"]} data-series={i} />
            {series.label}
            <strong>{said(series, looked?.sample)}</strong>
          </li>
        ))}
      </ul>
      <Plot
        graph={graph}
        span={health.span}
        data={data}
        now={health.now}
        label={text.summary(graph.title, values)}
        onCursor={setCursor}
      />
      <p className={styles["about"]}>{graph.about}</p>
      <GraphTable graph={graph} samples={health.samples} said={said} />
    </section>
  );
}

function valuesOf(
  points: ReturnType<typeof withGaps>,
  { value }: GraphSeries,
  { logarithmic = false }: Graph,
): (number | null)[] {
  return points.map(({ sample }) => {
    const found = sample === undefined ? null : value(sample);
    return found !== null && logarithmic ? Math.max(found, LOG_FLOOR) : found;
  });
}

function targetOf(
  { label, unit, target }: GraphSeries,
  say: (name: string, target: string) => string,
): string | undefined {
  return target === undefined ? undefined : say(label, figure(target, unit));
}
