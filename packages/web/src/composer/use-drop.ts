import { type RefObject, useEffect, useEffectEvent, useState } from "react";

/** Files that are dragged over the pane around `inner`; dropped, they are given to `onFiles`. Where it is, meanwhile. */
export function useDrop(
  inner: RefObject<HTMLElement | null>,
  onFiles: (files: File[]) => void,
): DOMRect | undefined {
  const [over, setOver] = useState<DOMRect>();
  const give = useEffectEvent(onFiles);
  useEffect(() => {
    const pane = inner.current?.closest<HTMLElement>("section, aside");
    if (!pane) return undefined;
    const drag = (event: DragEvent) => {
      if (!hasFiles(event)) return;
      event.preventDefault();
      setOver(pane.getBoundingClientRect());
    };
    const leave = ({ relatedTarget }: DragEvent) => {
      if (!(relatedTarget instanceof Node && pane.contains(relatedTarget))) setOver(undefined);
    };
    const drop = (event: DragEvent) => {
      setOver(undefined);
      if (!hasFiles(event)) return;
      event.preventDefault();
      give([...(event.dataTransfer?.files ?? [])]);
    };
    const stop = new AbortController();
    const { signal } = stop;
    pane.addEventListener("dragenter", drag, { signal });
    pane.addEventListener("dragover", drag, { signal });
    pane.addEventListener("dragleave", leave, { signal });
    pane.addEventListener("drop", drop, { signal });
    // Elsewhere the browser would leave the page to show the file.
    for (const kind of ["dragover", "drop"] as const)
      document.addEventListener(kind, (event) => hasFiles(event) && event.preventDefault(), { signal });
    return () => stop.abort();
  }, [inner]);
  return over;
}

const hasFiles = ({ dataTransfer }: DragEvent): boolean => dataTransfer?.types.includes("Files") === true;
