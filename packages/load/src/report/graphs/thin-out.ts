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
