import * as fc from "fast-check";

import { isRead, type ModelCommand } from "../rules/index.ts";
import { DRAWS } from "./commands.ts";

/** Something that one of the users asks for, by one of their devices. */
export interface Step {
  command: ModelCommand;
  user: number;
  device: number;
  /** What its details are chosen by. */
  numbers: number[];
}

export const FAULTS = ["cut", "gap", "restart", "look", "hold"] as const;

/** What happens in one go. */
export type Round =
  | { kind: "alone"; step: Step }
  /** Of each user some steps in their order, all users at the same time. */
  | { kind: "together"; steps: Step[] }
  | { kind: "fault"; fault: (typeof FAULTS)[number]; user: number; device: number; numbers: number[] };

/**
 * Commands that change who may do what, by which others that are under way may be measured or not. Those that keep
 * somebody out are not among them: they take effect with their commit.
 */
const RULING: ReadonlySet<ModelCommand> = new Set([
  "setRole",
  "addWordRule",
  "removeWordRule",
  "setSettings",
  "setPreferences",
  "deleteSlashCommand",
  "createSlashCommand",
]);

const numbers = fc.array(fc.nat(10_000), { minLength: 10, maxLength: 10 });
const who = { user: fc.nat(100), device: fc.nat(100) };

function command(names: readonly ModelCommand[]): fc.Arbitrary<ModelCommand> {
  return fc.oneof(...names.map((name) => ({ arbitrary: fc.constant(name), weight: DRAWS[name].weight })));
}

const step = (names: readonly ModelCommand[]): fc.Arbitrary<Step> =>
  fc.record({ command: command(names), ...who, numbers });

/** Rounds of the commands that the server knows. */
export function rounds(known: readonly ModelCommand[], length: { min: number; max: number }) {
  const calm = known.filter((name) => !RULING.has(name));
  const changing = known.filter((name) => !isRead(name));
  const alone = fc.record({
    kind: fc.constant("alone" as const),
    step: fc.oneof({ arbitrary: step(changing), weight: 3 }, { arbitrary: step(known), weight: 1 }),
  });
  const together = fc.record({
    kind: fc.constant("together" as const),
    steps: fc.array(step(calm), { minLength: 2, maxLength: 7 }),
  });
  const fault = fc.record({
    kind: fc.constant("fault" as const),
    fault: fc.constantFrom(...FAULTS),
    ...who,
    numbers,
  });
  const round: fc.Arbitrary<Round> = fc.oneof(
    { arbitrary: alone, weight: 10 },
    { arbitrary: together, weight: 4 },
    { arbitrary: fault, weight: 2 },
  );
  return fc.array(round, { minLength: length.min, maxLength: length.max, size: "max" });
}
