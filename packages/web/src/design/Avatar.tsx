import type { User } from "@hubbub/client";

import { useFileUrl } from "../app/use-file-url.ts";
import { initialsOf } from "./initials.ts";

import styles from "./Avatar.module.css";

/** A user's picture, or their initials on a colour of their own. Decoration: their name stands beside it. */
export function Avatar({
  user,
  size = 36,
}: {
  user: Pick<User, "id" | "name" | "displayName" | "avatar"> | undefined;
  size?: number;
}) {
  const url = useFileUrl(user?.avatar ?? 0, { thumbnail: 360 });
  const style = { width: size, height: size, fontSize: size * 0.4 };
  if (url !== undefined) return <img alt="" className={styles["avatar"]} src={url} style={style} />;
  const name = user === undefined ? "" : user.displayName || user.name;
  return (
    <span aria-hidden className={styles["avatar"]} data-hue={(user?.id ?? 0) % 8} style={style}>
      {initialsOf(name)}
    </span>
  );
}
