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

/**
 * A progressive JPEG (ITU-T T.81) of 8,000 × 6,000 grey pixels in a few bytes, of so many scans that each go over all of
 * them: 30 ms of a core for each.
 */
export function manyScansJpeg(scans: number): Uint8Array<ArrayBuffer> {
  const [width, height] = [8000, 6000];
  const blocks = (width / 8) * (height / 8);
  const size = [height >> 8, height & 0xff, width >> 8, width & 0xff];
  const noCodes = Array.from({ length: 15 }, () => 0);
  // One code in each table, "0": no difference, and a run of 2^14 blocks or more in which nothing changes (EOB14).
  const start = [
    segment(0xdb, [0, ...Array.from({ length: 64 }, () => 1)]),
    segment(0xc2, [8, ...size, 1, 1, 0x11, 0]),
    segment(0xc4, [0x00, 1, ...noCodes, 0]),
    segment(0xc4, [0x10, 1, ...noCodes, 0xe0]),
    segment(0xda, [1, 1, 0, 0, 0, 0]),
    entropyCoded("0".repeat(blocks)),
  ];
  const longest = 2 ** 15 - 1;
  const runs = [...Array.from({ length: Math.floor(blocks / longest) }, () => longest), blocks % longest];
  // After the code, by how much a run is longer than 2^14.
  const coded = runs.map(
    (length) =>
      `0${Math.max(length - 2 ** 14, 0)
        .toString(2)
        .padStart(14, "0")}`,
  );
  const scan = bytes(segment(0xda, [1, 1, 0, 1, 63, 1]), entropyCoded(coded.join("")));
  const all = Array.from({ length: scans }, () => scan);
  return bytes(Uint8Array.of(0xff, 0xd8), ...start, ...all, Uint8Array.of(0xff, 0xd9));
}

function segment(marker: number, data: number[]): Uint8Array {
  const length = data.length + 2;
  return Uint8Array.of(0xff, marker, length >> 8, length & 0xff, ...data);
}

/** Bits as bytes, filled up with ones; a byte of ones is followed by a zero. */
function entropyCoded(bits: string): Uint8Array {
  const padded = bits.padEnd(Math.ceil(bits.length / 8) * 8, "1");
  const coded: number[] = [];
  for (let at = 0; at < padded.length; at += 8) {
    const byte = Number.parseInt(padded.slice(at, at + 8), 2);
    coded.push(byte);
    if (byte === 0xff) coded.push(0);
  }
  return Uint8Array.from(coded);
}

function bytes(...parts: Uint8Array[]): Uint8Array<ArrayBuffer> {
  return new Uint8Array(Buffer.concat(parts));
}
