import { useFileUrl } from "../app/use-file-url.ts";

import styles from "./CustomEmojiImage.module.css";

/** An emoji of the server's own; its name, until the image is there. */
export function CustomEmojiImage({ name, file }: { name: string; file: number }) {
  const url = useFileUrl(file);
  const label = `:${name}:`;
  return url === undefined ? label : <img className={styles["emoji"]} src={url} alt={label} title={label} />;
}
