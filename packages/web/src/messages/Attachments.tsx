import type { File } from "@hubbub/client";
import { Download, File as OtherFile, FileArchive, FileCode, FileText, type LucideIcon } from "lucide-react";

import { useFileUrl } from "../app/use-file-url.ts";
import { sizeOf } from "../i18n/sizes.ts";
import { useText } from "../i18n/text.ts";
import { kindOf } from "./file-kinds.ts";
import { lightbox } from "./lightbox.ts";

import styles from "./Attachments.module.css";

/** Pixels that a picture takes at most. */
const WIDTH_MAX = 360;
const HEIGHT_MAX = 280;

/** The files of a message: pictures, sound and video are shown, others can be downloaded. */
export function Attachments({ files }: { files: readonly File[] }) {
  const images = files.filter((file) => kindOf(file) === "image");
  return (
    <div className={styles["files"]}>
      {images.length > 0 && (
        <div className={styles["images"]}>
          {images.map((file) => (
            <Picture key={file.id} file={file} among={images} />
          ))}
        </div>
      )}
      {files
        .filter((file) => !images.includes(file))
        .map((file) => (
          <Attachment key={file.id} file={file} />
        ))}
    </div>
  );
}

/** It has its place before it is loaded, so that nothing moves then. */
function Picture({ file, among }: { file: File; among: readonly File[] }) {
  const text = useText().messages;
  const url = useFileUrl(file.id, { thumbnail: file.width * file.height > 360 * 360 ? 1280 : 360 });
  const scale = Math.min(1, WIDTH_MAX / file.width, HEIGHT_MAX / file.height);
  const size = { width: Math.max(48, file.width * scale), aspectRatio: `${file.width} / ${file.height}` };
  return (
    <button
      type="button"
      className={styles["picture"]}
      style={size}
      aria-label={text.openImage(file.name)}
      onClick={() => lightbox.open(among, file)}
    >
      {url !== undefined && <img src={url} alt={file.name} loading="lazy" decoding="async" />}
    </button>
  );
}

function Attachment({ file }: { file: File }) {
  const kind = kindOf(file);
  const url = useFileUrl(file.id);
  return (
    <div className={styles["file"]}>
      {kind === "video" && url !== undefined && (
        // What is said in it can't be known here.
        // oxlint-disable-next-line jsx-a11y/media-has-caption
        <video className={styles["video"]} src={url} controls preload="metadata" aria-label={file.name} />
      )}
      {kind === "audio" && url !== undefined && (
        // oxlint-disable-next-line jsx-a11y/media-has-caption
        <audio className={styles["audio"]} src={url} controls preload="metadata" aria-label={file.name} />
      )}
      <FileCard file={file} url={url} />
    </div>
  );
}

function FileCard({ file, url }: { file: File; url: string | undefined }) {
  const text = useText().messages;
  const Icon = iconOf(file.type);
  return (
    <div className={styles["card"]}>
      <Icon aria-hidden size={24} className={styles["icon"]} />
      <div className={styles["about"]}>
        <bdi className={styles["name"]}>{file.name}</bdi>
        <span className={styles["size"]}>{sizeOf(file.size)}</span>
      </div>
      <a
        className={styles["download"]}
        href={url}
        download={file.name}
        aria-label={text.download(file.name)}
        title={text.download(file.name)}
      >
        <Download aria-hidden size={18} />
      </a>
    </div>
  );
}

function iconOf(type: string): LucideIcon {
  if (/zip|tar|compressed|rar|7z/.test(type)) return FileArchive;
  if (/json|xml|javascript|html|css/.test(type)) return FileCode;
  return type.startsWith("text/") || type === "application/pdf" ? FileText : OtherFile;
}
