import { lazy, type ReactNode, type RefObject, Suspense } from "react";

export interface PopoverProps {
  /** What it stands beside. */
  anchor: RefObject<HTMLElement | null>;
  /** Its name for screen readers. */
  label: string;
  onClose: () => void;
  children: ReactNode;
  side?: "top" | "bottom" | "left" | "right";
  align?: "start" | "center" | "end";
}

const PopoverPopup = lazy(async () => ({ default: (await import("./PopoverPopup.tsx")).PopoverPopup }));

/** Something that stands beside its anchor until Escape or a click elsewhere; open while it is rendered. */
export function Popover(props: PopoverProps) {
  return (
    <Suspense>
      <PopoverPopup {...props} />
    </Suspense>
  );
}
