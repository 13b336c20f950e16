/** A place of a line in pixels; y is undefined where the line has a hole. */
export interface Point {
  x: number;
  y: number | undefined;
}

/**
 * Keeps the look of a line of many points: of those that fall into one pixel's column the first, the lowest, the
 * highest and the last (M4, Jugel et al., VLDB 2014), and every hole. Points come in the order of x.
 */
export function thinOut(points: readonly Point[]): Point[] {
  const kept: Point[] = [];
  let column: Point[] = [];
  const close = () => {
    const [low, high] = [least(column, 1), least(column, -1)];
    kept.push(
      ...column.filter(
        (point, at) => at === 0 || at === column.length - 1 || point === low || point === high,
      ),
    );
    column = [];
  };
  for (const point of points) {
    const [first] = column;
    if (first !== undefined && (Math.floor(first.x) !== Math.floor(point.x) || point.y === undefined))
      close();
    if (point.y === undefined) kept.push(point);
    else column.push(point);
  }
  close();
  return kept;
}

function least(points: readonly Point[], sign: 1 | -1): Point | undefined {
  let found: Point | undefined;
  for (const point of points) if (found === undefined || sign * point.y! < sign * found.y!) found = point;
  return found;
}

/** A place of a band, from its lower to its upper edge in pixels; undefined where the band has a hole. */
export interface Stretch {
  x: number;
  low: number | undefined;
  high: number | undefined;
}

/** The same for a band: of those that fall into one pixel's column the widest, where they are several. */
export function thinOutBand(stretches: readonly Stretch[]): Stretch[] {
  const kept: Stretch[] = [];
  for (const stretch of stretches) {
    const last = kept.at(-1);
    const { x, low, high } = stretch;
    if (last?.low === undefined || last.high === undefined || low === undefined || high === undefined) {
      kept.push(stretch);
    } else if (Math.floor(last.x) === Math.floor(x)) {
      // Pixels count from above.
      kept[kept.length - 1] = { x: last.x, low: Math.max(last.low, low), high: Math.min(last.high, high) };
    } else {
      kept.push(stretch);
    }
  }
  return kept;
}
