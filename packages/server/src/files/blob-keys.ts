import { THUMBNAIL_SIDES, type ThumbnailSide } from "./image-limits.ts";

/** Where a file's bytes are in the BlobStore: ids are made by chance, so the folders fill evenly. */
export function blobKey(id: number): string {
  const name = id.toString(16).padStart(14, "0");
  return `${name.slice(-2)}/${name}`;
}

export function thumbnailKey(id: number, side: ThumbnailSide): string {
  return `${blobKey(id)}.${side}.webp`;
}

/** All keys that a file may have. */
export function blobKeys(id: number): string[] {
  return [blobKey(id), ...THUMBNAIL_SIDES.map((side) => thumbnailKey(id, side))];
}
