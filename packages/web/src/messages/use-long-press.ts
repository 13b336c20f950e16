import { type MouseEvent, type PointerEvent, useCallback, useEffect, useRef } from "react";

/** A finger that rests so long on a message wants to do something with it, in ms; and so far it may move, in px. */
const PRESS_MS = 450;
const SLACK_PX = 10;

/** Handlers that call `onPress` for an element that a finger rests on: after a while, or sooner if the browser says so. */
export function useLongPress(onPress: (target: EventTarget) => void) {
  const press = useRef<{ timer: ReturnType<typeof setTimeout>; x: number; y: number }>(undefined);
  const end = useCallback(() => {
    clearTimeout(press.current?.timer);
    press.current = undefined;
  }, []);
  useEffect(() => end, [end]);
  const onPointerDown = useCallback(
    ({ pointerType, target, clientX: x, clientY: y }: PointerEvent) => {
      end();
      if (pointerType !== "touch") return;
      const done = () => {
        end();
        ignoreLift();
        onPress(target);
      };
      press.current = { timer: setTimeout(done, PRESS_MS), x, y };
    },
    [end, onPress],
  );
  const onPointerMove = useCallback(
    ({ clientX, clientY }: PointerEvent) => {
      const { current } = press;
      if (current && Math.hypot(clientX - current.x, clientY - current.y) > SLACK_PX) end();
    },
    [end],
  );
  const onContextMenu = useCallback(
    (event: MouseEvent) => {
      if (press.current === undefined) return;
      event.preventDefault();
      end();
      ignoreLift();
      onPress(event.target);
    },
    [end, onPress],
  );
  return { onPointerDown, onPointerMove, onPointerUp: end, onPointerCancel: end, onContextMenu };
}

/** The finger leaves what has opened under it meanwhile: that is no touch of it. */
function ignoreLift(): void {
  const lifted = (event: Event) => {
    event.preventDefault();
    event.stopPropagation();
    removeEventListener("touchend", lifted, true);
    removeEventListener("touchcancel", lifted, true);
  };
  addEventListener("touchend", lifted, { capture: true, passive: false });
  addEventListener("touchcancel", lifted, true);
}
