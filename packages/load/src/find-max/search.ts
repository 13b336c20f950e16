/** Why a number of users is tried. */
export const PURPOSES = ["start", "double", "halve", "bisect", "repeat", "step down"] as const;
export type Purpose = (typeof PURPOSES)[number];

export interface SearchOptions {
  /** Users of the first try. */
  start: number;
  /** More are not tried. */
  most: number;
  /** The answer is known to this share of itself: 0.05 is 5%. */
  step: number;
}

/**
 * Finds the most users that hold, and holds twice: doubles from the start until it breaks, or halves until it holds;
 * bisects; repeats the answer, and as long as that breaks steps down. 0 if none holds. `holds` tries a number of users.
 */
export async function searchMost(
  { start, most, step }: SearchOptions,
  holds: (users: number, purpose: Purpose) => Promise<boolean>,
): Promise<number> {
  let [held, broke] = await bracket(Math.min(start, most), most, holds);
  while (held > 0 && broke - held > Math.max(1, step * held) && broke <= most) {
    const users = between(held, broke, step);
    if (await holds(users, "bisect")) held = users;
    else broke = users;
  }
  while (held > 0 && !(await holds(held, "repeat"))) {
    do held = Math.min(held - 1, Math.round(held * (1 - step)));
    while (held > 0 && !(await holds(held, "step down")));
  }
  return held;
}

/** Two numbers of users of which the first holds and the second breaks; 0, or more than `most`, if there is none. */
async function bracket(
  start: number,
  most: number,
  holds: (users: number, purpose: Purpose) => Promise<boolean>,
): Promise<[held: number, broke: number]> {
  let users = start;
  if (await holds(users, "start")) {
    while (users < most) {
      const more = Math.min(2 * users, most);
      if (!(await holds(more, "double"))) return [users, more];
      users = more;
    }
    return [users, Infinity];
  }
  for (;;) {
    const fewer = Math.floor(users / 2);
    if (fewer === 0 || (await holds(fewer, "halve"))) return [fewer, users];
    users = fewer;
  }
}

/** Halfway, as round a number as the step allows. */
function between(held: number, broke: number, step: number): number {
  const middle = (held + broke) / 2;
  const unit = Math.max(1, 10 ** Math.floor(Math.log10(middle * step)));
  const round = Math.round(middle / unit) * unit;
  return round > held && round < broke ? round : Math.floor(middle);
}
