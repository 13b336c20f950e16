import { findMaxLines } from "../find-max/find-max-lines.ts";
import { type FindMaxResult } from "../find-max/find-max-result.ts";
import { type Block } from "../report/document.ts";
import { figure } from "../report/graphs/figures.ts";
import { type Table } from "../report/table.ts";

/** What the search for the most users tried, and what it found. */
export function mostUsersBlocks(found: FindMaxResult): Block[] {
  return [
    { kind: "subheading", text: "The most users" },
    {
      kind: "text",
      text: `From the last rung that held, \`hubbub load find-max\` searched on, to ${figure(100 * found.step)}%: twice the users, then by halves, and the answer once more. ${findMaxLines(found).join(" ")}`,
    },
    { kind: "table", table: probeTable(found) },
  ];
}

function probeTable({ probes }: FindMaxResult): Table {
  const headings = ["try", "users", "deliveries/s", "p90", "p95", "p99", "CPU", "generator's CPU", "targets"];
  return {
    columns: headings.map((heading) => ({ heading })),
    rows: probes.map(({ users, purpose, held, measured }) => {
      const verdict = held
        ? { text: "held", tone: "good" as const }
        : { text: "missed", tone: "bad" as const };
      if (measured === null) return [purpose, figure(users), "–", "–", "–", "–", "–", "–", verdict];
      const { deliveredPerSecond, latency, gatewayCpu, generatorCpu } = measured;
      return [
        purpose,
        figure(users),
        figure(deliveredPerSecond),
        figure(latency.p90),
        figure(latency.p95),
        figure(latency.p99),
        gatewayCpu === null ? "–" : `${gatewayCpu.mean.toFixed(0)}%`,
        `${generatorCpu.mean.toFixed(0)}%`,
        verdict,
      ];
    }),
  };
}
