import type { LucideIcon } from "lucide-react";
import { lazy, Suspense, useRef, useState } from "react";

import { IconButton, type IconButtonProps } from "../design/IconButton.tsx";
import { Popover } from "../design/Popover.tsx";
import { useText } from "../i18n/text.ts";

export interface EmojiButtonProps extends Pick<IconButtonProps, "label" | "size" | "className" | "disabled"> {
  icon: LucideIcon;
  /** Gets an emoji, or the name of one of the server's own between colons. */
  onPick: (emoji: string) => void;
  onOpenChange?: (open: boolean) => void;
  side?: "top" | "bottom";
  align?: "start" | "end";
}

const load = () => import("./EmojiPicker.tsx");
const EmojiPicker = lazy(async () => ({ default: (await load()).EmojiPicker }));
const preload = () => void load().catch(() => {});

/** A button that opens the emoji picker, whose code and data are loaded when somebody comes near. */
export function EmojiButton({
  onPick,
  onOpenChange,
  side = "top",
  align = "end",
  ...button
}: EmojiButtonProps) {
  const text = useText().emoji;
  const anchor = useRef<HTMLButtonElement>(null);
  const [open, setOpen] = useState(false);
  const change = (next: boolean) => {
    setOpen(next);
    onOpenChange?.(next);
  };
  const pick = (emoji: string) => {
    change(false);
    onPick(emoji);
  };
  return (
    <>
      <IconButton
        {...button}
        ref={anchor}
        aria-haspopup="dialog"
        aria-expanded={open}
        onPointerEnter={preload}
        onFocus={preload}
        onClick={() => change(!open)}
      />
      {open && (
        <Popover anchor={anchor} label={text.picker} side={side} align={align} onClose={() => change(false)}>
          <Suspense>
            <EmojiPicker onPick={pick} />
          </Suspense>
        </Popover>
      )}
    </>
  );
}
