/** What the bench has in the page. Times are in ms since the navigation began. */
export interface InPage {
  /** Once channels and messages are painted and the composer takes words. */
  usable: Promise<number>;
  /** Once what is done now is painted. */
  painted(): Promise<number>;
  /** Clicks, and resolves with the milliseconds until a message that has this text is painted. */
  switchTo(link: HTMLElement, text: string): Promise<number>;
  /** Counts frames, long tasks and typing from now on. */
  start(): void;
  /** What was counted since `start`. */
  stop(): Counted;
}

export interface Counted {
  /** Milliseconds between frames. */
  frames: number[];
  /** Milliseconds of tasks that took more than 50. */
  longTasks: number[];
  /** Milliseconds from each key to the paint that follows. */
  keys: number[];
}

declare global {
  /** For functions that Playwright carries out there. */
  var hubbubBench: InPage;
}

const painted = (): Promise<number> =>
  new Promise((resolve) => {
    // A message that is posted in a frame's callback comes after that frame was painted.
    requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel();
      port1.addEventListener("message", () => resolve(performance.now()));
      port1.start();
      port2.postMessage(0);
    });
  });
const once = (holds: () => boolean): Promise<void> =>
  new Promise((resolve) => {
    const look = (): void => {
      if (!holds()) return;
      observer.disconnect();
      resolve();
    };
    const observer = new MutationObserver(look);
    observer.observe(document, { subtree: true, childList: true, characterData: true, attributes: true });
    look();
  });
const isUsable = (): boolean =>
  document.querySelector("nav a[href^='/c/']") !== null &&
  document.querySelector("[role=log] article") !== null &&
  document.querySelector("main textarea:enabled") !== null;
const messagesHave = (text: string): boolean =>
  // Looked for in what is shown beside the sidebar alone, as this is done at every change of the page.
  document.querySelector("main")?.querySelector("[role=log]")?.textContent.includes(text) ?? false;

let counted: Counted = { frames: [], longTasks: [], keys: [] };
let running = 0;
new PerformanceObserver((list) => {
  counted.longTasks.push(...list.getEntries().map(({ duration }) => duration));
}).observe({ type: "longtask" });
addEventListener(
  "keydown",
  ({ timeStamp }) => {
    const { keys } = counted;
    void painted().then((at) => keys.push(at - timeStamp));
  },
  { capture: true },
);

globalThis.hubbubBench = {
  usable: once(isUsable).then(painted),
  painted,
  switchTo: async (link, text) => {
    const begin = performance.now();
    link.click();
    await once(() => messagesHave(text));
    return (await painted()) - begin;
  },
  start: () => {
    counted = { frames: [], longTasks: [], keys: [] };
    const run = ++running;
    const { frames } = counted;
    let last: number | undefined;
    const frame = (now: number): void => {
      if (run !== running) return;
      if (last !== undefined) frames.push(now - last);
      last = now;
      requestAnimationFrame(frame);
    };
    requestAnimationFrame(frame);
  },
  stop: () => {
    running++;
    return counted;
  },
};
