import { Dialog } from "@base-ui/react/dialog";
import { ChevronLeft, ChevronRight, Download, X } from "lucide-react";
import { type KeyboardEvent, useState } from "react";

import { useFileUrl } from "../app/use-file-url.ts";
import { IconButton } from "../design/IconButton.tsx";
import { useText } from "../i18n/text.ts";
import { lightbox, type Looking } from "./lightbox.ts";

import styles from "./Lightbox.module.css";

/** A picture as large as the screen, and the others of its message beside it: by the arrow keys, too. */
export function Lightbox({ files, at: first }: Looking) {
  const text = useText();
  const [at, setAt] = useState(first);
  const file = files[at];
  const small = useFileUrl(file?.id ?? 0, { thumbnail: 1280 });
  const large = useFileUrl(file?.id ?? 0);
  if (file === undefined) return null;
  const go = (step: number) => setAt(Math.min(files.length - 1, Math.max(0, at + step)));
  const press = ({ key }: KeyboardEvent) => {
    if (key === "ArrowLeft") go(-1);
    else if (key === "ArrowRight") go(1);
  };
  return (
    <Dialog.Root open onOpenChange={(open) => !open && lightbox.close()}>
      <Dialog.Portal>
        <Dialog.Backdrop className={styles["backdrop"]} />
        <Dialog.Popup className={styles["popup"]} onKeyDown={press}>
          <header className={styles["header"]}>
            <Dialog.Title className={styles["title"]}>
              <bdi>{file.name}</bdi>
              {files.length > 1 && ` · ${text.messages.imageOf(at + 1, files.length)}`}
            </Dialog.Title>
            <a
              className={styles["download"]}
              href={large}
              download={file.name}
              aria-label={text.messages.download(file.name)}
            >
              <Download aria-hidden size={18} />
            </a>
            <IconButton icon={X} label={text.common.close} onClick={lightbox.close} />
          </header>
          <div className={styles["stage"]}>
            {small !== undefined && (
              <img key={file.id} src={small} alt={file.name} className={styles["image"]} />
            )}
            {files.length > 1 && (
              <>
                <IconButton
                  className={styles["previous"]}
                  icon={ChevronLeft}
                  label={text.messages.previousImage}
                  disabled={at === 0}
                  onClick={() => go(-1)}
                />
                <IconButton
                  className={styles["next"]}
                  icon={ChevronRight}
                  label={text.messages.nextImage}
                  disabled={at === files.length - 1}
                  onClick={() => go(1)}
                />
              </>
            )}
          </div>
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
