import { type RefObject, useEffect } from "react";

/** Where a finger points, focus would open the keyboard over what was to be read. */
const isTouch = matchMedia("(pointer: coarse)");
const OPEN_OVER = "[role=dialog], [role=alertdialog], [role=menu]";
/** What has a use for keys itself. */
const TAKES_KEYS =
  "input, textarea, select, [contenteditable], [role=listbox], [role=menu], [role=dialog], [role=tablist], [role=grid]";

/** Composers that are shown; what is typed outside of any field goes to the last one. */
const shown: HTMLTextAreaElement[] = [];

/** Focuses the composer when its place is opened, and gives it what is typed where nothing takes keys. */
export function useFocus(area: RefObject<HTMLTextAreaElement | null>): void {
  useEffect(() => {
    const own = area.current;
    if (own === null) return undefined;
    const first = () => {
      forget(own);
      shown.push(own);
    };
    first();
    own.addEventListener("focus", first);
    if (!isTouch.matches && document.querySelector(OPEN_OVER) === null) own.focus({ preventScroll: true });
    return () => {
      own.removeEventListener("focus", first);
      forget(own);
    };
  }, [area]);
}

function forget(area: HTMLTextAreaElement): void {
  const at = shown.indexOf(area);
  if (at !== -1) shown.splice(at, 1);
}

document.addEventListener("keydown", (event) => {
  const area = shown.at(-1);
  if (area === undefined || event.defaultPrevented || !isCharacter(event)) return;
  const { target } = event;
  if (target instanceof Element && target.closest(TAKES_KEYS) !== null) return;
  // The key arrives where the focus is then.
  if (document.querySelector(OPEN_OVER) === null) area.focus();
});

/** Space scrolls, and presses buttons. */
function isCharacter({ key, ctrlKey, metaKey, altKey, isComposing }: KeyboardEvent): boolean {
  return [...key].length === 1 && key !== " " && !ctrlKey && !metaKey && !altKey && !isComposing;
}
