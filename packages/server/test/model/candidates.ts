import type { Command, Reply } from "@hubbub/protocol";

import { agrees, agreesAtOnce } from "./compare.ts";
import { isRead, type ModelCommand, perform } from "./rules/index.ts";
import type { World } from "./world.ts";

/** A command that was carried out, and its reply; without one it may have been carried out or not. */
export interface Done {
  user: number;
  body: Command["body"];
  answered: Reply["body"] | undefined;
}

/** Worlds that are taken along at most, where replies leave it open which of them it is. */
const WORLDS_MAX = 24;

export const copy = (world: World): World => structuredClone(world);

/** The worlds that there may be after a command: none if the reply can't be. */
export function after(world: World, { user, body, answered }: Done, fits = agrees): World[] {
  if (answered === undefined) {
    const done = copy(world);
    perform(done, user, body, undefined);
    return [world, done];
  }
  const next = isRead(body.case as ModelCommand) ? world : copy(world);
  return fits(perform(next, user, body, answered), answered) ? [next] : [];
}

/**
 * The worlds that there may be after commands that were under way at the same time, those of each lane in their order:
 * all orders are tried, as long as the replies are those of the model (linearizability, as Wing and Gong test it).
 */
export function afterAll(worlds: readonly World[], lanes: readonly (readonly Done[])[]): World[] {
  let level = new Map<string, World[]>([[lanes.map(() => 0).join(), [...worlds]]]);
  const count = lanes.reduce((sum, lane) => sum + lane.length, 0);
  for (let step = 0; step < count; step++) {
    const next = new Map<string, World[]>();
    for (const [place, from] of level) {
      for (const world of from) advance(world, place.split(",").map(Number), lanes, next);
    }
    level = next;
  }
  return [...level.values()][0] ?? [];
}

function advance(
  world: World,
  places: readonly number[],
  lanes: readonly (readonly Done[])[],
  next: Map<string, World[]>,
): void {
  const due = lanes.flatMap((lane, at) =>
    places[at]! < lane.length ? [{ at, done: lane[places[at]!]! }] : [],
  );
  // What changes nothing and fits can as well come first.
  const idle = due.find(({ done }) => changesNothing(done) && after(world, done, agreesAtOnce).length > 0);
  for (const { at, done } of idle ? [idle] : due) {
    const place = places.map((value, lane) => (lane === at ? value + 1 : value)).join();
    for (const found of after(world, done, agreesAtOnce)) add(next, place, found);
  }
}

const changesNothing = ({ body, answered }: Done): boolean =>
  answered?.case === "error" || (answered !== undefined && isRead(body.case as ModelCommand));

function add(level: Map<string, World[]>, place: string, world: World): void {
  const known = level.get(place) ?? [];
  level.set(place, known);
  if (known.some((other) => Bun.deepEquals(other, world))) return;
  if (known.length === WORLDS_MAX) throw new Error(`more than ${WORLDS_MAX} worlds fit`);
  known.push(world);
}
