import { contentType } from "./content-type.ts";
import { type ImageSize, makeImages, type WantedImage } from "./make-images.ts";

/** What is to be found out about a local file. */
export interface Inspection {
  path: string;
  /** What to make of it, if it is an image. */
  images: readonly WantedImage[];
}

export interface Inspected {
  /** Its media type, told from its bytes. */
  type: string;
  size: number;
  /** In lower-case hexadecimal. */
  sha256: string;
  /** Of an image whose pictures were made; undefined for everything else. */
  image: ImageSize | undefined;
}

/** Reads the whole file: for a process that nobody waits for. */
export async function inspectFile({ path, images }: Inspection): Promise<Inspected> {
  const hasher = new Bun.CryptoHasher("sha256");
  let size = 0;
  for await (const chunk of Bun.file(path).stream()) {
    hasher.update(chunk);
    size += chunk.length;
  }
  const type = await contentType(path);
  const isImage = type.startsWith("image/") && images.length > 0;
  return {
    type,
    size,
    sha256: hasher.digest("hex"),
    image: isImage ? await makeImages(path, images) : undefined,
  };
}
