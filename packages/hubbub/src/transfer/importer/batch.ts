/** Gathers items until there are enough for one write. */
export class Batch<Item> {
  readonly #write: (items: Item[]) => Promise<void>;
  readonly #most: number;
  readonly #weigh: (item: Item) => number;
  #items: Item[] = [];
  #weight = 0;

  /** `write` is given what together weighs `most`, or a little more. */
  constructor(
    most: number,
    write: (items: Item[]) => Promise<void>,
    weigh: (item: Item) => number = () => 1,
  ) {
    this.#most = most;
    this.#write = write;
    this.#weigh = weigh;
  }

  async add(item: Item): Promise<void> {
    this.#items.push(item);
    this.#weight += this.#weigh(item);
    if (this.#weight >= this.#most) await this.flush();
  }

  async flush(): Promise<void> {
    const items = this.#items;
    this.#items = [];
    this.#weight = 0;
    if (items.length > 0) await this.#write(items);
  }
}
