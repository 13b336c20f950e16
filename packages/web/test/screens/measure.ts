import type { Page } from "playwright-core";

/** The least side of what a finger points at, in CSS px (WCAG 2.2, 2.5.5). */
const FINGER_PX = 44;

/**
 * What a finger can't point at safely on the page as it is now: buttons, links and fields that don't take a touch 22 px from
 * their middle. What stands within text is as high as its line; so is an author's name, whose picture does the same.
 */
export function smallTargets(page: Page): Promise<string[]> {
  return page.evaluate((least) => {
    const over = document.querySelector("[role=dialog], [role=alertdialog], [role=menu]") ?? document.body;
    const targets = "a[href], button, input, select, textarea, summary, [role=option], [role=menuitem]";
    const small: string[] = [];
    for (const target of over.querySelectorAll<HTMLElement>(targets)) {
      const own = target.closest("label") ?? target;
      const { left, top, width, height } = own.getBoundingClientRect();
      const [x, y] = [left + width / 2, top + height / 2];
      const isHit = (dx: number, dy: number) => {
        const hit = document.elementFromPoint(x + dx, y + dy);
        return hit !== null && (own.contains(hit) || hit.closest("label")?.control === target);
      };
      if (width === 0 || !target.checkVisibility({ visibilityProperty: true }) || !isHit(0, 0)) continue;
      if (getComputedStyle(target).display === "inline" || target.matches(":disabled, p *, article header *"))
        continue;
      const far = least / 2 - 1;
      const points: [number, number][] = [];
      if (height < least - 0.5) points.push([0, -far], [0, far]);
      if (width < least - 0.5) points.push([-far, 0], [far, 0]);
      if (points.every(([dx, dy]) => isHit(dx, dy))) continue;
      const name = target.getAttribute("aria-label") ?? target.textContent;
      small.push(`${target.tagName} "${name.slice(0, 40)}" ${Math.round(width)}×${Math.round(height)}`);
    }
    return small;
  }, FINGER_PX);
}

/** What is cut at the sides of the page as it is now, or makes it scroll sideways. */
export function cutOff(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const cut: string[] = [];
    const { scrollWidth } = document.documentElement;
    if (scrollWidth > innerWidth) cut.push(`the page is ${scrollWidth} px wide, the window ${innerWidth}`);
    for (const each of document.querySelectorAll<HTMLElement>(
      "a[href], button, input, select, textarea, h1, h2",
    )) {
      const { left, right, width, height } = each.getBoundingClientRect();
      if (width <= 1 || height <= 1 || !each.checkVisibility({ visibilityProperty: true })) continue;
      if (left >= -0.5 && right <= innerWidth + 0.5) continue;
      let around = each.parentElement;
      while (around !== null && !["auto", "scroll"].includes(getComputedStyle(around).overflowX))
        around = around.parentElement;
      if (around !== null && around.scrollWidth > around.clientWidth) continue;
      const name = each.getAttribute("aria-label") ?? each.textContent;
      cut.push(`${each.tagName} "${name.slice(0, 40)}" from ${Math.round(left)} to ${Math.round(right)}`);
    }
    return cut;
  });
}
