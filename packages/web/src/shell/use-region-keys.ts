import { useEffect } from "react";

const FOCUSABLE = "a[href], button:not(:disabled), input, textarea, select, [tabindex='0']";

/**
 * F6 and Shift+F6 go round the regions of the screen: whatever has `data-region`, in the order of the page. In each the
 * focus comes back to where it was.
 */
export function useRegionKeys(): void {
  useEffect(() => {
    const last = new WeakMap<Element, HTMLElement>();
    const focused = ({ target }: FocusEvent) => {
      const region = target instanceof HTMLElement ? target.closest("[data-region]") : null;
      if (region !== null) last.set(region, target as HTMLElement);
    };
    const pressed = (event: KeyboardEvent) => {
      if (event.key !== "F6" || event.ctrlKey || event.altKey || event.metaKey) return;
      event.preventDefault();
      // What is open over the screen is left by Escape.
      if (document.querySelector("[role=dialog], [role=alertdialog], [role=menu]") !== null) return;
      const regions = [...document.querySelectorAll("[data-region]")].filter((each) =>
        each.checkVisibility(),
      );
      const own = document.activeElement?.closest("[data-region]");
      const at = own ? regions.indexOf(own) : -1;
      const step = event.shiftKey ? -1 : 1;
      const next =
        regions[at < 0 && step < 0 ? regions.length - 1 : (at + step + regions.length) % regions.length];
      if (next !== undefined) entry(next, last.get(next))?.focus();
    };
    document.addEventListener("focusin", focused);
    document.addEventListener("keydown", pressed);
    return () => {
      document.removeEventListener("focusin", focused);
      document.removeEventListener("keydown", pressed);
    };
  }, []);
}

/** Where the focus goes in a region: where it was, what is open there, itself, or the first that can have it. */
function entry(region: Element, before: HTMLElement | undefined): HTMLElement | undefined {
  if (before !== undefined && region.contains(before) && before.checkVisibility()) return before;
  const current = region.querySelector<HTMLElement>("[aria-current=page]");
  if (current !== null) return current;
  if (region instanceof HTMLElement && region.matches(FOCUSABLE)) return region;
  return [...region.querySelectorAll<HTMLElement>(FOCUSABLE)].find((each) => each.checkVisibility());
}
