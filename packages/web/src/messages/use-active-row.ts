import { type FocusEvent, type PointerEvent, useCallback, useState } from "react";

/** The rows that show what can be done with them, by seq; 0: none. */
interface Active {
  pointed: number;
  focused: number;
  /** Something of it is open. */
  held: number;
}

/** Which rows the pointer, the focus, or what is open of them is on, found out for the whole list at once. */
export function useActiveRow() {
  const [active, setActive] = useState<Active>({ pointed: 0, focused: 0, held: 0 });
  const set = useCallback((change: Partial<Active>) => {
    setActive((before) => {
      const after = { ...before, ...change };
      const isSame = (Object.keys(after) as (keyof Active)[]).every((key) => after[key] === before[key]);
      return isSame ? before : after;
    });
  }, []);
  const onPointerOver = useCallback(
    ({ pointerType, target, currentTarget }: PointerEvent<HTMLElement>) => {
      // What is open of a row is its child for React, and elsewhere on the page.
      if (pointerType !== "touch" && currentTarget.contains(target as Node)) set({ pointed: seqOf(target) });
    },
    [set],
  );
  const onPointerLeave = useCallback(() => set({ pointed: 0 }), [set]);
  const onFocus = useCallback(
    ({ target, currentTarget }: FocusEvent<HTMLElement>) => {
      if (currentTarget.contains(target))
        set({ focused: target.matches(":focus-visible") ? seqOf(target) : 0 });
    },
    [set],
  );
  const onBlur = useCallback(
    ({ relatedTarget, currentTarget }: FocusEvent<HTMLElement>) => {
      if (!currentTarget.contains(relatedTarget)) set({ focused: 0 });
    },
    [set],
  );
  const onHold = useCallback((seq: number, isHeld: boolean) => set({ held: isHeld ? seq : 0 }), [set]);
  return { active, onHold, handlers: { onPointerOver, onPointerLeave, onFocus, onBlur } };
}

/** Seq of the message whose row this belongs to; 0: none. */
export function seqOf(target: EventTarget): number {
  const row = target instanceof Element ? target.closest<HTMLElement>("[data-seq]") : null;
  return Number(row?.dataset["seq"] ?? 0);
}
