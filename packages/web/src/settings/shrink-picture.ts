/** Pixels of a picture each way: what the largest avatar needs on the finest screens. */
const SIDE = 512;

/** The middle square of a picture, small enough to be an avatar. Rejects with DOMException if the browser can't show it. */
export async function shrinkPicture(file: Blob): Promise<Blob> {
  const picture = await createImageBitmap(file);
  const cut = Math.min(picture.width, picture.height);
  const side = Math.min(cut, SIDE);
  const canvas = new OffscreenCanvas(side, side);
  const [x, y] = [(picture.width - cut) / 2, (picture.height - cut) / 2];
  canvas.getContext("2d")?.drawImage(picture, x, y, cut, cut, 0, 0, side, side);
  picture.close();
  return canvas.convertToBlob({ type: "image/webp", quality: 0.9 });
}
