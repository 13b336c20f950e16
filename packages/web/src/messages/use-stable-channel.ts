import type { OwnChannel } from "@hubbub/client";
import { useRef } from "react";

/** The channel, the same object while nothing but its newest event and how far the user has read have changed: rows don't show these. */
export function useStableChannel(channel: OwnChannel): OwnChannel {
  const stable = useRef(channel);
  if (stable.current !== channel && !isAlike(stable.current, channel)) stable.current = channel;
  return stable.current;
}

function isAlike(a: OwnChannel, b: OwnChannel): boolean {
  const { mine: mineA, head: _a, users: usersA, ...restA } = a;
  const { mine: mineB, head: _b, users: usersB, ...restB } = b;
  return (
    isSame(restA, restB) &&
    usersA.join() === usersB.join() &&
    isSame({ ...mineA, read: 0 }, { ...mineB, read: 0 })
  );
}

function isSame<T extends object>(a: T, b: T): boolean {
  return (Object.keys({ ...a, ...b }) as (keyof T)[]).every((key) => Object.is(a[key], b[key]));
}
