/** Pinched, the page keeps its height. */
const PINCHED = 1.01;

/**
 * Makes the page as high as what is seen of it above an on-screen keyboard, as `--seen-height`, for browsers that lay the
 * keyboard over the page; others (`interactive-widget=resizes-content`) do so themselves.
 */
export function keepInSight(): void {
  const seen = window.visualViewport;
  if (seen === null) return;
  seen.addEventListener("resize", () => {
    if (seen.scale > PINCHED) return;
    const { style } = document.documentElement;
    if (seen.height < innerHeight - 1) {
      style.setProperty("--seen-height", `${seen.height}px`);
      // The browser has moved the page to bring the field into sight.
      window.scrollTo(0, 0);
    } else style.removeProperty("--seen-height");
  });
}
