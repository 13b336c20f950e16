import { useLayoutEffect } from "react";

/**
 * When the element with this id goes away with the focus in it, the focus goes to where it was before the element came; if
 * that isn't there any more, to the message that it belongs to, or to where messages are written.
 */
export function useReturnFocus(id: string): void {
  useLayoutEffect(() => {
    const before = document.activeElement;
    return () => {
      const own = document.getElementById(id);
      if (own?.contains(document.activeElement) !== true) return;
      const isThere = before instanceof HTMLElement && before.isConnected && before !== document.body;
      const other = own.closest("article") ?? document.querySelector<HTMLElement>("main section textarea");
      (isThere ? before : other)?.focus({ preventScroll: true });
    };
  }, [id]);
}
