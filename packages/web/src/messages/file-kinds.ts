import type { File } from "@hubbub/client";

export type FileKind = "image" | "video" | "audio" | "other";

/** How a file is shown. Images that the server has made no thumbnail of, such as drawings with scripts, aren't. */
export function kindOf({ type, thumbnail, width, height }: File): FileKind {
  if (type.startsWith("image/")) return thumbnail && width > 0 && height > 0 ? "image" : "other";
  if (/^video\/(?:mp4|webm|ogg|quicktime)$/.test(type)) return "video";
  return type.startsWith("audio/") ? "audio" : "other";
}
