import { type RunOptions } from "../result/result.ts";
import { defaultTurn, type Scenario, type Turn } from "../scenarios/scenario.ts";
import { type Share } from "./share.ts";

/** How each user of the share gets in. */
export function turnsOf(share: Share, options: RunOptions, scenario: Scenario): Turn[] {
  return Array.from({ length: share.users }, (_, user) => {
    const ofRun = share.userOfRun(user);
    return scenario.turn?.(ofRun, options) ?? defaultTurn(ofRun, options);
  });
}
