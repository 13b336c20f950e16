import { figure, withUnit } from "../report/graphs/figures.ts";
import type { Progress, Stage } from "./progress.ts";

const COUNTED: Partial<Record<Stage, string>> = { "signing up": "accounts", connecting: "users" };

/** "plateau 12 of 30 s", "connecting 200 of 425 users". */
export function stageInWords({ stage, done, total }: Progress): string {
  if (total === 0) return stage;
  const counted = COUNTED[stage];
  if (counted !== undefined) return `${stage} ${figure(done)} of ${figure(total)} ${counted}`;
  return `${stage} ${figure(Math.floor(done / 1000))} of ${withUnit(Math.round(total / 1000), "s")}`;
}
