import { type Call } from "./call-tree.ts";
import { type Owner } from "./code-place.ts";

const WIDTH = 1072;
const ROW = 19;
const LEGEND = 26;
/** Of a letter of the font. */
const LETTER = 6.3;
/** Narrower frames are left out; their callers show the gap. */
const NARROWEST = 0.6;

/** Fills that dark letters can be read on, on a light and on a dark ground. */
const FILLS: Record<Owner, string> = { hubbub: "#f2a65a", library: "#f3d36b", runtime: "#9ec9e2" };
const OWNERS: Record<Owner, string> = {
  hubbub: "Hubbub's code",
  library: "libraries",
  runtime: "Bun's native code, system calls included",
};

interface Frame {
  call: Call;
  x: number;
  width: number;
  depth: number;
}

/**
 * A flame graph: each frame as wide as its share of the samples, self and called, what it calls above it. One SVG
 * that needs nothing beside itself; a frame's title, shown where the pointer is, has the whole name and the figures.
 */
export function flameSvg(root: Call): string {
  const frames: Frame[] = [];
  place(root, 0, 0, frames, WIDTH / Math.max(1, root.total));
  const rows = Math.max(...frames.map(({ depth }) => depth)) + 1;
  const height = rows * ROW + LEGEND;
  const drawn = frames.map((frame) => drawFrame(frame, root.total, (rows - 1 - frame.depth) * ROW));
  return `<svg xmlns="http://www.w3.org/2000/svg" class="flame" role="img" aria-label="Flame graph" viewBox="0 0 ${WIDTH} ${height}" font-family="ui-monospace,SFMono-Regular,Menlo,Consolas,monospace" font-size="10.5">
<style>.flame .frame:hover rect{stroke:#222;stroke-width:1.2}</style>
${drawn.join("\n")}
${legend(rows * ROW + LEGEND - 8)}
</svg>
`;
}

function place(call: Call, x: number, depth: number, frames: Frame[], scale: number): void {
  const width = call.total * scale;
  if (width < NARROWEST) return;
  frames.push({ call, x, width, depth });
  let at = x;
  for (const child of call.children) {
    place(child, at, depth + 1, frames, scale);
    at += child.total * scale;
  }
}

function drawFrame({ call, x, width, depth }: Frame, all: number, y: number): string {
  const name = depth === 0 ? "all samples" : call.name;
  const place = call.file === "" ? "" : ` (${call.file})`;
  const share = (samples: number) => `${((100 * samples) / all).toFixed(1)}%`;
  const title = `${name}${place}: ${share(call.total)}, itself ${share(call.self)}, ${call.total} samples`;
  const fill = depth === 0 ? "#d4d4d4" : FILLS[call.owner];
  const letters = Math.floor((width - 6) / LETTER);
  const shown = label(name, depth === 0 ? "" : call.file, letters);
  const text =
    shown === ""
      ? ""
      : `<text x="${(x + 3).toFixed(1)}" y="${y + 13}" fill="#1c1c1c">${Bun.escapeHTML(shown)}</text>`;
  return `<g class="frame"><title>${Bun.escapeHTML(title)}</title><rect x="${x.toFixed(1)}" y="${y}" width="${Math.max(0.4, width - 0.6).toFixed(1)}" height="${ROW - 1}" rx="1.5" fill="${fill}"/>${text}</g>`;
}

/** The name with its file, or without, or its beginning, or nothing, as there is room. */
function label(name: string, file: string, letters: number): string {
  const base = file.slice(file.lastIndexOf("/") + 1);
  const whole = base === "" ? name : `${name} ${base}`;
  if (whole.length <= letters) return whole;
  if (name.length <= letters) return name;
  return letters >= 4 ? `${name.slice(0, letters - 1)}…` : "";
}

function legend(y: number): string {
  let x = 0;
  const parts = (Object.keys(OWNERS) as Owner[]).map((owner) => {
    const part = `<rect x="${x}" y="${y - 10}" width="12" height="12" rx="1.5" fill="${FILLS[owner]}"/><text x="${x + 17}" y="${y}" fill="#808080">${OWNERS[owner]}</text>`;
    x += 17 + OWNERS[owner].length * LETTER + 24;
    return part;
  });
  return parts.join("");
}
