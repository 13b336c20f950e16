import type { HealthSample } from "@hubbub/client";
import { useState } from "react";

import { useAdminText } from "../../i18n/admin-text.ts";
import { timeOfDay } from "./figures.ts";
import type { Graph, GraphSeries } from "./graphs.ts";

import styles from "./Graph.module.css";

/** More would be read by nobody; they are spread over the time that the graph shows. */
const ROWS_MAX = 30;

export interface GraphTableProps {
  graph: Graph;
  samples: readonly HealthSample[];
  /** A value in words. */
  said: (series: GraphSeries, sample: HealthSample) => string;
}

/** What a graph shows, as a table that opens on demand; the newest row comes first. */
export function GraphTable({ graph, samples, said }: GraphTableProps) {
  const text = useAdminText().health;
  const [open, setOpen] = useState(false);
  const step = Math.max(1, Math.ceil(samples.length / ROWS_MAX));
  const rows = samples.toReversed().filter((_, i) => i % step === 0);
  return (
    <details className={styles["details"]} onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
      <summary>{text.asTable(graph.title)}</summary>
      {open && (
        <div className={styles["scroll"]} role="region" aria-label={text.asTable(graph.title)} tabIndex={0}>
          <table className={styles["table"]}>
            <thead>
              <tr>
                <th scope="col">{text.time}</th>
                {graph.series.map(({ label }) => (
                  <th key={label} scope="col">
                    {label}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {rows.map((sample) => (
                <tr key={sample.at}>
                  <th scope="row">{timeOfDay(sample.at)}</th>
                  {graph.series.map((series) => (
                    <td key={series.label}>{said(series, sample)}</td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </details>
  );
}
