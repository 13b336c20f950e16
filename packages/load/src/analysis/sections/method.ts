import { type Block } from "../../report/document.ts";
import { byteSize, figure } from "../../report/graphs/figures.ts";
import { type Page } from "../chapter.ts";
import { QUOTED_MACHINE, TARGETS } from "../quoted.ts";

/** The machine, the targets, and how the figures came about. */
export function method({ analysis: { machine } }: Page): Block[] {
  const { p90, p95, p99 } = TARGETS;
  return [
    { kind: "heading", text: "The machine" },
    {
      kind: "table",
      table: {
        columns: [{ heading: "" }, { heading: "", align: "left" }],
        rows: [
          ["CPU", `${machine.cpu}, ${figure(machine.cores)} cores`],
          ["Memory", byteSize(machine.memory)],
          ["System", machine.os],
          ["Runtime", `Bun ${machine.bun}`],
          ["Hubbub", machine.hubbub],
        ],
      },
    },
    {
      kind: "text",
      text: "Server and load generator run on this one machine and talk over loopback. The server is `hubbub serve` as anybody starts it: every message is on disk before it is delivered, and every delivery is checked for loss, repetition and order.",
    },
    { kind: "heading", text: "The targets" },
    {
      kind: "table",
      table: {
        columns: [{ heading: "of all deliveries" }, { heading: "within" }],
        rows: [
          ["90%", `${p90} ms`],
          ["95%", `${p95} ms`],
          ["99%", `${p99} ms`],
        ],
      },
    },
    {
      kind: "list",
      items: [
        "The targets, the workload and the order of the chapters are those of the performance report that Hubbub started from. What is quoted of it is history: " +
          `${QUOTED_MACHINE}. It stands beside, not in comparison: the machines differ by more than the programs.`,
        "Latency runs from the time at which a message should have been sent to its receipt by each member of its channel. Arrivals are decided beforehand (open loop, Poisson), so a server that stalls is shown with its stall.",
        "Where two things are compared they are measured in turns. A change counts only if it is at least 5% and beyond the noise, which is the 95% interval by Welch's t-test over the repeated runs; where there is only a single run it has to be 25%.",
      ],
    },
  ];
}
