/** The logo: two overlapping speech bubbles. Its shapes are given once; the SVG and the pixels are made of them. */

/** Coordinates are of a square of 64 by 64. */
export const SIDE = 64;

/** A rounded rectangle with a tail, which begins in it and ends in a point below. */
export interface Bubble {
  x: number;
  y: number;
  width: number;
  height: number;
  radius: number;
  tail: readonly [Point, Point, Point];
  colour: string;
}
type Point = readonly [x: number, y: number];

export const ACCENT = "#4f46e5";

const BACK: Bubble = {
  x: 23,
  y: 13,
  width: 32,
  height: 25,
  radius: 9,
  tail: [
    [44, 34],
    [53, 33],
    [53, 45],
  ],
  colour: "#a5b4fc",
};
const FRONT: Bubble = {
  x: 9,
  y: 22,
  width: 34,
  height: 26,
  radius: 9,
  tail: [
    [12, 43],
    [22, 45],
    [12, 55],
  ],
  colour: "#ffffff",
};
/** From the back to the front. */
export const BUBBLES: readonly Bubble[] = [BACK, FRONT];

/** How the logo is drawn on its ground. */
export interface Ground {
  /** Of the ground's corners: 0 is a square, whose corners the device cuts itself. */
  radius: number;
  /** How large the bubbles are; 1 fills the square to its usual margin. */
  scale: number;
}

export const ROUNDED: Ground = { radius: 15, scale: 1 };
/** All that counts is within the circle that every device leaves (W3C Web App Manifest, "maskable"). */
export const MASKABLE: Ground = { radius: 0, scale: 0.8 };

/** The logo as an SVG document. */
export function logoSvg({ radius, scale }: Ground): string {
  const at = (SIDE / 2) * (1 - scale);
  const bubbles = BUBBLES.map(
    ({ x, y, width, height, radius: rx, tail, colour }) =>
      `<g fill="${colour}"><rect x="${x}" y="${y}" width="${width}" height="${height}" rx="${rx}"/><path d="M${tail.map((point) => point.join(" ")).join("L")}Z"/></g>`,
  );
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${SIDE} ${SIDE}"><rect width="${SIDE}" height="${SIDE}" rx="${radius}" fill="${ACCENT}"/><g transform="translate(${at} ${at}) scale(${scale})">${bubbles.join("")}</g></svg>`;
}

/** The logo as `size` by `size` pixels of RGBA, with soft edges. */
export function logoPixels(size: number, { radius, scale }: Ground): Uint8Array {
  const pixels = new Uint8Array(size * size * 4);
  const unit = SIDE / size;
  const accent = rgb(ACCENT);
  const bubbles = BUBBLES.map((bubble) => ({ bubble, colour: rgb(bubble.colour) }));
  for (let row = 0; row < size; row++) {
    for (let column = 0; column < size; column++) {
      const [x, y] = [(column + 0.5) * unit, (row + 0.5) * unit];
      const [bx, by] = [(x - SIDE / 2) / scale + SIDE / 2, (y - SIDE / 2) / scale + SIDE / 2];
      const ground = coverage(toRectangle(x, y, 0, 0, SIDE, SIDE, radius), unit);
      let colour = accent;
      for (const { bubble, colour: own } of bubbles) {
        colour = mixed(colour, own, coverage(toBubble(bx, by, bubble), unit / scale));
      }
      pixels.set([...colour, Math.round(255 * ground)], 4 * (row * size + column));
    }
  }
  return pixels;
}

/** How much of a pixel is covered by a shape whose edge is so far from its middle; negative is inside. */
function coverage(distance: number, pixel: number): number {
  return Math.min(Math.max(0.5 - distance / pixel, 0), 1);
}

function toBubble(x: number, y: number, bubble: Bubble): number {
  const { x: left, y: top, width, height, radius, tail } = bubble;
  return Math.min(toRectangle(x, y, left, top, width, height, radius), toTriangle(x, y, tail));
}

/** The distance to the edge of a rounded rectangle. */
function toRectangle(
  x: number,
  y: number,
  left: number,
  top: number,
  width: number,
  height: number,
  radius: number,
): number {
  const dx = Math.abs(x - left - width / 2) - width / 2 + radius;
  const dy = Math.abs(y - top - height / 2) - height / 2 + radius;
  return Math.min(Math.max(dx, dy), 0) + Math.hypot(Math.max(dx, 0), Math.max(dy, 0)) - radius;
}

/** The distance to the nearest of a triangle's lines, which is as good near its edge. */
function toTriangle(x: number, y: number, [a, b, c]: Bubble["tail"]): number {
  const turn = Math.sign(cross(a, b, c));
  const lines: [Point, Point][] = [
    [a, b],
    [b, c],
    [c, a],
  ];
  return Math.max(
    ...lines.map(([p, q]) => (-turn * cross(p, q, [x, y])) / Math.hypot(q[0] - p[0], q[1] - p[1])),
  );
}

function cross([ax, ay]: Point, [bx, by]: Point, [cx, cy]: Point): number {
  return (bx - ax) * (cy - ay) - (by - ay) * (cx - ax);
}

function rgb(hex: string): number[] {
  return [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16));
}

function mixed(under: number[], over: number[], part: number): number[] {
  return under.map((value, index) => Math.round(value + ((over[index] ?? 0) - value) * part));
}
