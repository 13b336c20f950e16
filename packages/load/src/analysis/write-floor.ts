import { type BareWrite } from "../measure/bare-write.ts";
import { type Block } from "../report/document.ts";
import { figure } from "../report/graphs/figures.ts";
import { type RunGroup } from "./figures-of-runs.ts";
import { type RunRecord, spreadOver } from "./run-record.ts";

/** What the gateway's writes would cost at the bare write's price. */
export interface WriteFloor {
  writesPerSecond: number;
  deliveriesPerWrite: number;
  /** In percent of one core. */
  cpu: number;
  /** Of the gateway's whole CPU; 1 is all of it. */
  share: number;
}

/** Undefined if writes or CPU of the runs are not known. */
export function writeFloor(runs: readonly RunRecord[], { cpuUs }: BareWrite): WriteFloor | undefined {
  const [writes, cpu] = [spreadOver(runs, "writes"), spreadOver(runs, "cpu")];
  const deliveries = spreadOver(runs, "deliveries");
  if (writes === undefined || cpu === undefined || deliveries === undefined) return undefined;
  if (writes.mean === 0 || cpu.mean === 0) return undefined;
  const floor = (writes.mean * cpuUs) / 1e4;
  return {
    writesPerSecond: writes.mean,
    deliveriesPerWrite: deliveries.mean / writes.mean,
    cpu: floor,
    share: floor / cpu.mean,
  };
}

/** How many writes the groups made, and what part of their CPU these explain; nothing if that is not known. */
export function floorBlocks(
  first: string,
  groups: readonly RunGroup[],
  bareWrite: BareWrite | undefined,
): Block[] {
  if (bareWrite === undefined) return [];
  const known = groups.flatMap(({ title, runs }) => {
    const floor = writeFloor(runs, bareWrite);
    return floor === undefined ? [] : [{ title, runs, floor }];
  });
  if (known.length === 0) return [];
  const headings = [first, "writes/s", "deliveries a write", "bare cost", "CPU measured", "explained"];
  const rows = known.map(({ title, runs, floor }) => [
    title,
    figure(floor.writesPerSecond),
    figure(floor.deliveriesPerWrite),
    percent(floor.cpu),
    percent(spreadOver(runs, "cpu")!.mean),
    percent(100 * floor.share),
  ]);
  return [
    { kind: "subheading", text: "What the writes explain" },
    {
      kind: "text",
      text: `Writes to sockets, and what they would cost at the bare write's ${figure(bareWrite.cpuUs)} µs, in percent of a core, beside the gateway's CPU. ${sentence(known.map(({ floor }) => floor))}`,
    },
    { kind: "table", table: { columns: headings.map((heading) => ({ heading })), rows } },
  ];
}

/** From the first row to the last. */
function sentence(floors: readonly WriteFloor[]): string {
  const [first, last] = [floors[0]!, floors.at(-1)!];
  const dear = floors.some(({ share }) => share > 1)
    ? " More than 100% means that these writes were cheaper than bare ones were when they were measured."
    : "";
  if (floors.length === 1) return `They explain ${percent(100 * first.share)} of it.${dear}`;
  return `They explain ${percent(100 * first.share)} of it in the first row and ${percent(100 * last.share)} in the last, where one write carries ${figure(last.deliveriesPerWrite)} deliveries.${dear}`;
}

function percent(value: number): string {
  return `${value.toFixed(0)}%`;
}
