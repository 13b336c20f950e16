import type { Preview } from "@hubbub/client";

import { useFileUrl } from "../app/use-file-url.ts";
import { safeAddress } from "../markdown/safe-address.ts";

import styles from "./Previews.module.css";

/** What stands behind a message's links, as the server has read it. */
export function Previews({ previews }: { previews: readonly Preview[] }) {
  return previews.map((preview) => <PreviewCard key={preview.url} preview={preview} />);
}

function PreviewCard({ preview }: { preview: Preview }) {
  const { url, site, title, description, image } = preview;
  const picture = useFileUrl(image?.id ?? 0, { thumbnail: 360 });
  const address = safeAddress(url);
  if (address === undefined) return null;
  return (
    <div className={styles["preview"]}>
      <div className={styles["words"]}>
        <span className={styles["site"]}>{site || new URL(address).host}</span>
        <a className={styles["title"]} href={address} target="_blank" rel="noopener noreferrer">
          {title || url}
        </a>
        {description !== "" && <p className={styles["description"]}>{description}</p>}
      </div>
      {image !== undefined && (
        <div className={styles["image"]}>
          {picture !== undefined && <img src={picture} alt="" loading="lazy" />}
        </div>
      )}
    </div>
  );
}
