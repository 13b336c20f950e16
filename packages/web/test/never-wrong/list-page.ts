import type { Shown } from "./sdk-page.ts";

/** Frames in which nothing moves at an end of the list: then it is the end. */
const STILL = 6;

/** Runs in the page of the web client: reads its list of messages, and watches it all the time. */
export class ListPage {
  readonly #wrong = new Set<string>();

  constructor() {
    new MutationObserver(() => this.#check()).observe(document, { subtree: true, childList: true });
  }

  /** What was wrong at any moment among the rows that were there: twice the same, or out of order. */
  wrong(): string[] {
    return [...this.#wrong];
  }

  /** The rows that are there, which around what is seen are all. */
  now(): Shown {
    const [messages, unsent] = [rowsOf("article[data-seq]"), rowsOf("article[data-unsent]")];
    return { messages: messages.map(textOf), unsent: unsent.map(textOf) };
  }

  /** All messages, by way of scrolling to the first one and back. */
  async scrollThrough(): Promise<Shown> {
    const found = new Map<number, string>();
    for (const direction of [-1, 1]) await this.#scroll(direction, found);
    const seqs = [...found.keys()].toSorted((a, b) => a - b);
    return { messages: seqs.map((seq) => found.get(seq)!), unsent: this.now().unsent };
  }

  async #scroll(direction: number, found: Map<number, string>): Promise<void> {
    for (let still = 0; still < STILL;) {
      for (const row of rowsOf("article[data-seq]")) found.set(Number(row.dataset["seq"]), textOf(row));
      const log = document.querySelector("[role=log]");
      const scroller = log && scrollerOf(log);
      if (!scroller) return;
      const before = scroller.scrollTop;
      scroller.scrollTop += (direction * scroller.clientHeight) / 2;
      await new Promise(requestAnimationFrame);
      still = Math.abs(scroller.scrollTop - before) < 1 ? still + 1 : 0;
    }
  }

  #check(): void {
    const { messages, unsent } = this.now();
    const texts = [...messages, ...unsent];
    for (const [at, text] of texts.entries())
      if (texts.indexOf(text) !== at) this.#wrong.add(`twice: ${text}`);
    const seqs = rowsOf("article[data-seq]").map(({ dataset }) => Number(dataset["seq"]));
    if (seqs.some((seq, at) => at > 0 && seq <= seqs[at - 1]!)) this.#wrong.add(`order: ${seqs.join(" ")}`);
  }
}

function rowsOf(selector: string): HTMLElement[] {
  return [...document.querySelectorAll<HTMLElement>(`[role=log] ${selector}`)];
}

/** Of messages of one paragraph. */
function textOf(row: HTMLElement): string {
  return row.querySelector("p")?.textContent ?? "";
}

function scrollerOf(log: Element): Element | undefined {
  const around = [...log.querySelectorAll("*"), log, ...parentsOf(log)];
  return around.find((one) => ["auto", "scroll"].includes(getComputedStyle(one).overflowY));
}

function parentsOf({ parentElement }: Element): Element[] {
  return parentElement === null ? [] : [parentElement, ...parentsOf(parentElement)];
}

(globalThis as { page?: ListPage }).page = new ListPage();
