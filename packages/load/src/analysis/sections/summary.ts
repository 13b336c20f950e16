import { totalMs } from "../../codec/codec-result.ts";
import { type Block, type Tile } from "../../report/document.ts";
import { figure, withUnit } from "../../report/graphs/figures.ts";
import { percentilesLine } from "../../report/percentiles-line.ts";
import { changeSentences } from "../change-words.ts";
import { changesOf } from "../changes-of-runs.ts";
import { type Page } from "../chapter.ts";
import { holdsTargets, missesInWords, quotedText } from "../figures-of-runs.ts";
import { QUOTED_LADDER, TARGETS } from "../quoted.ts";
import { type RunRecord } from "../run-record.ts";
import { scenarioTargets } from "../scenario-targets.ts";
import { writeFloor } from "../write-floor.ts";

type Chapters = Page["analysis"]["chapters"];

/** The report's own peak. */
const PEAK = QUOTED_LADDER.at(-1)!;

/** What the chapters come to: tiles and sentences, each only if its figures are there. */
export function summary({ analysis: { chapters } }: Page): Block[] {
  const items = [
    latencyItem(chapters),
    cpuItem(chapters),
    scaleItem(chapters),
    ...changeItems(chapters),
    ...scenarioTargets(chapters.storm?.data?.runs ?? []).map((target) => `A storm of logins: ${target}`),
    codecItem(chapters),
  ].filter((item) => item !== undefined);
  const peak = rungOf(chapters, PEAK.users);
  const percentiles = peak && percentilesLine(peak.summary.latency);
  return [
    ...(tilesOf(chapters).length > 0 ? [{ kind: "tiles", tiles: tilesOf(chapters) } as const] : []),
    { kind: "heading", text: "Summary" },
    ...(items.length > 0
      ? [{ kind: "list", items } as const]
      : [{ kind: "text", text: "Nothing was measured to sum up." } as const]),
    ...(percentiles === undefined
      ? []
      : [{ kind: "code", text: `${PEAK.users} users: ${percentiles}` } as const]),
  ];
}

function tilesOf(chapters: Chapters): Tile[] {
  const tiles: Tile[] = [];
  const [peak, most] = [rungOf(chapters, PEAK.users), mostUsers(chapters)];
  if (peak !== undefined) {
    for (const name of ["p90", "p95", "p99"] as const) {
      const value = peak.summary.latency[name];
      tiles.push({
        label: `${name} at ${PEAK.users} users`,
        value: withUnit(value, "ms"),
        note: `target ${TARGETS[name]} ms`,
        verdict: value <= TARGETS[name] ? "good" : "bad",
      });
    }
    const cpu = peak.summary.gatewayCpu;
    if (cpu !== null)
      tiles.push({
        label: `CPU at ${PEAK.users} users`,
        value: `${cpu.mean.toFixed(0)}%`,
        note: "of one core",
      });
  }
  if (most !== undefined) {
    tiles.push(
      { label: "users that hold all targets", value: figure(most.users), note: most.known },
      { label: "deliveries a second there", value: figure(most.deliveredPerSecond) },
    );
  }
  return tiles;
}

function rungOf({ ladder }: Chapters, users: number): RunRecord | undefined {
  return ladder?.data?.rungs.findLast((run) => run.options.users === users);
}

interface MostUsers {
  users: number;
  deliveredPerSecond: number;
  /** From what it is known. */
  known: string;
}

/** What find-max found, or else the ladder. */
function mostUsers({ ladder }: Chapters): MostUsers | undefined {
  const { rungs = [], mostUsers: found } = ladder?.data ?? {};
  if (found && found.users > 0) return { ...found, known: found.repeated ? "held twice" : "held once" };
  const best = rungs.findLast(holdsTargets);
  if (best === undefined) return undefined;
  const { users } = best.options;
  return { users, deliveredPerSecond: best.summary.deliveredPerSecond, known: "the ladder's last rung" };
}

function latencyItem(chapters: Chapters): string | undefined {
  const peak = rungOf(chapters, PEAK.users);
  if (peak === undefined) return undefined;
  const { latency } = peak.summary;
  const verdict = holdsTargets(peak)
    ? "all targets are held"
    : `not all targets are held: ${missesInWords(peak)}`;
  return `Latency: at ${PEAK.users} users, the report's peak, p90 / p95 / p99 are ${figure(latency.p90)} / ${figure(latency.p95)} / ${figure(latency.p99)} ms, and ${verdict} (quoted history: ${quotedText(PEAK)} ms).`;
}

function cpuItem(chapters: Chapters): string | undefined {
  const peak = rungOf(chapters, PEAK.users);
  const cpu = peak?.summary.gatewayCpu;
  if (peak === undefined || cpu === null || cpu === undefined) return undefined;
  const bare = chapters.bareWrite?.data;
  const floor = bare === undefined ? undefined : writeFloor([peak], bare);
  const explained =
    floor === undefined
      ? ""
      : `; at the price of bare writes, its ${figure(floor.writesPerSecond)} writes a second explain ${(100 * floor.share).toFixed(0)}% of that`;
  return `CPU: ${figure(peak.summary.deliveredPerSecond)} deliveries a second take ${cpu.mean.toFixed(0)}% of a core there${explained}.`;
}

function scaleItem(chapters: Chapters): string | undefined {
  const most = mostUsers(chapters);
  if (most === undefined) return undefined;
  const { users, deliveredPerSecond, known } = most;
  const [byUsers, byDeliveries] = [users / PEAK.users, deliveredPerSecond / PEAK.deliveriesPerSecond];
  return `Scalability: ${figure(users)} users with ${figure(deliveredPerSecond)} deliveries a second hold all targets (${known}): ${figure(byUsers)} times the users at which the report ended and ${figure(byDeliveries)} times their deliveries.`;
}

function changeItems({ changes, logins }: Chapters): string[] {
  const items: string[] = [];
  const { variants = [] } = changes?.data ?? {};
  const [first, last] = [variants[0], variants.at(-1)];
  if (first !== undefined && last !== undefined && first !== last) {
    const words = changeSentences(changesOf(first.runs, last.runs, ["p90", "p99", "cpu"]));
    items.push(`All changes together, at ${figure(first.runs[0]!.options.users)} users: ${words.join(" ")}`);
  }
  const { idle = [], concurrent = [] } = logins?.data ?? {};
  if (idle.length > 0 && concurrent.length > 0) {
    const words = changeSentences(changesOf(concurrent, idle, ["p90", "p99"]));
    items.push(`Logins before instead of along with the chat: ${words.join(" ")}`);
  }
  return items;
}

function codecItem({ codecs }: Chapters): string | undefined {
  const data = codecs?.data;
  if (data === undefined) return undefined;
  const [json, , protobuf] = data.messages[0]!.codecs;
  const share = (100 * totalMs(protobuf!)) / totalMs(json!);
  return `Serialization: Protobuf takes ${share.toFixed(0)}% of native JSON's time and ${((100 * protobuf!.bytes) / json!.bytes).toFixed(0)}% of its bytes, for the report's test message.`;
}
