import { crc32, deflateSync } from "node:zlib";

/** A PNG (ISO/IEC 15948) of one grey, of any size that its header can name: a bomb, if it is large. */
export function greyPng(width: number, height: number): Uint8Array<ArrayBuffer> {
  const header = new DataView(new ArrayBuffer(13));
  header.setUint32(0, width);
  header.setUint32(4, height);
  header.setUint8(8, 8);
  const pixels = deflateSync(new Uint8Array((width + 1) * height).fill(0), { level: 9 });
  return bytes(
    Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a),
    pngChunk("IHDR", new Uint8Array(header.buffer)),
    pngChunk("IDAT", pixels),
    pngChunk("IEND", new Uint8Array()),
  );
}

function pngChunk(type: string, data: Uint8Array): Uint8Array {
  const typed = bytes(Buffer.from(type), data);
  const length = new DataView(new ArrayBuffer(4));
  length.setUint32(0, data.length);
  const checksum = new DataView(new ArrayBuffer(4));
  checksum.setUint32(0, crc32(typed));
  return bytes(new Uint8Array(length.buffer), typed, new Uint8Array(checksum.buffer));
}

/** A JPEG whose EXIF says that it is to be shown turned by 90°, and has a secret besides. */
export async function turnedJpeg(width: number, height: number): Promise<Uint8Array<ArrayBuffer>> {
  const plain = await new Bun.Image(greyPng(width, height)).jpeg().bytes();
  // TIFF, big-endian; one entry: orientation (0x0112), a short, 6.
  const tiff = Uint8Array.of(
    0x4d,
    0x4d,
    0,
    42,
    0,
    0,
    0,
    8,
    0,
    1,
    1,
    0x12,
    0,
    3,
    0,
    0,
    0,
    1,
    0,
    6,
    0,
    0,
    0,
    0,
    0,
    0,
  );
  const exif = bytes(Buffer.from("Exif\0\0"), tiff, Buffer.from("a secret place"));
  const length = exif.length + 2;
  return bytes(
    plain.subarray(0, 2),
    Uint8Array.of(0xff, 0xe1, length >> 8, length & 0xff),
    exif,
    plain.subarray(2),
  );
}

function bytes(...parts: Uint8Array[]): Uint8Array<ArrayBuffer> {
  return new Uint8Array(Buffer.concat(parts));
}
