/** What happens at once is answered together, in ms. */
const GATHER_MS = 250;

/** `soon` calls `act` once for all calls within a quarter of a second; `stop` forgets a call that is to come. */
export function gathered(act: () => void): { soon: () => void; stop: () => void } {
  let timer: Timer | undefined;
  return {
    soon() {
      timer ??= setTimeout(() => {
        timer = undefined;
        act();
      }, GATHER_MS);
    },
    stop: () => clearTimeout(timer),
  };
}
