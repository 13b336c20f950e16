/** Something whose number in the server's list is 0 until the model is told: what happens at once has no order before. */
export interface Numbered {
  id: number;
}

const byText = (a: object, b: object): number => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1);

/** Adds an item; of those without a number the order says nothing, so it is always the same. */
export function add<T extends Numbered>(list: T[], item: T): void {
  list.push(item);
  order(list);
}

/** Gives the items that the server has told of their numbers, those first that were told first. */
export function learn<T extends Numbered, U extends Numbered>(
  list: T[],
  told: readonly U[],
  isIt: (item: T, told: U) => boolean,
): void {
  for (const each of told.toSorted((a, b) => a.id - b.id)) {
    if (list.some(({ id }) => id === each.id)) continue;
    const item = list.find((candidate) => candidate.id === 0 && isIt(candidate, each));
    if (item) item.id = each.id;
  }
  order(list);
}

function order<T extends Numbered>(list: T[]): void {
  list.sort((a, b) => (a.id || Infinity) - (b.id || Infinity) || byText(a, b));
}
