import type { OwnChannel } from "@hubbub/client";
import { lazy, type ReactNode, type RefObject, Suspense, useRef, useState } from "react";

import { nameOf, useUser } from "../app/use-user.ts";
import { classNames } from "../design/class-names.ts";
import { Popover } from "../design/Popover.tsx";
import { useText } from "../i18n/text.ts";

import styles from "./ProfileButton.module.css";

const ProfileCard = lazy(async () => ({ default: (await import("./ProfileCard.tsx")).ProfileCard }));

export interface ProfileButtonProps {
  /** Id of the user. */
  user: number;
  /** Where they are met: what they are in it is said, too. */
  channel?: OwnChannel;
  className?: string | undefined;
  /** Not reached by Tab: for names that there are many of, as in a list of messages. */
  untabbed?: boolean;
  /** Not told to screen readers: another one, for the same user, stands beside it. */
  unspoken?: boolean;
  children: ReactNode;
}

/** A name or picture that shows its owner's profile when it is clicked. */
export function ProfileButton({
  user,
  channel,
  className,
  untabbed = false,
  unspoken = false,
  children,
}: ProfileButtonProps) {
  const anchor = useRef<HTMLButtonElement>(null);
  const [open, setOpen] = useState(false);
  const close = () => setOpen(false);
  return (
    <>
      <button
        ref={anchor}
        type="button"
        className={classNames(styles["button"], className)}
        tabIndex={untabbed ? -1 : undefined}
        aria-hidden={unspoken || undefined}
        data-finger={unspoken || undefined}
        aria-haspopup="dialog"
        aria-expanded={open}
        onClick={() => setOpen(!open)}
      >
        {children}
      </button>
      {open && <Profile user={user} channel={channel} anchor={anchor} onClose={close} />}
    </>
  );
}

interface ProfileProps extends Pick<ProfileButtonProps, "user"> {
  channel: OwnChannel | undefined;
  anchor: RefObject<HTMLElement | null>;
  onClose: () => void;
}

function Profile({ user, channel, anchor, onClose }: ProfileProps) {
  const text = useText();
  const label = text.people.profile(nameOf(useUser(user), text.common.somebody));
  return (
    <Popover anchor={anchor} label={label} side="right" onClose={onClose}>
      <Suspense>
        <ProfileCard id={user} channel={channel} onDone={onClose} />
      </Suspense>
    </Popover>
  );
}
