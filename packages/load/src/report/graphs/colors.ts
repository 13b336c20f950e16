/** Colours by name, on a light and on a dark ground; told apart also by those who don't see red or green. */
export const COLORS = {
  blue: ["#1d63c4", "#6cb0ff"],
  orange: ["#c25700", "#ffa657"],
  teal: ["#0b8070", "#4cd4bd"],
  purple: ["#7a45c9", "#c2a2ff"],
  pink: ["#b3307c", "#ff8fcb"],
  gold: ["#8a6a00", "#e8c13a"],
  red: ["#c62828", "#ff7b72"],
  green: ["#1a7f37", "#56d364"],
  grey: ["#68727e", "#98a3b0"],
} as const;
export type Color = keyof typeof COLORS;

/** What graphs and pages are made of beside their colours. */
const SURFACES = {
  ground: ["#ffffff", "#0d1117"],
  ink: ["#1c2128", "#e6edf3"],
  muted: ["#59636e", "#9aa5b1"],
  grid: ["#e7eaee", "#242c36"],
  axis: ["#b4bcc6", "#4b5663"],
  shade: ["#f1f5fb", "#151d29"],
  edge: ["#dfe3e8", "#2a323c"],
} as const;

const ALL = { ...SURFACES, ...COLORS };
type Name = keyof typeof ALL;

/** Definitions of the variables `--ink`, `--blue`, … that `graphRules` uses: dark where the reader's screen is. */
export function colorVariables(): string {
  return `:root{color-scheme:light dark;${definitions(0)}}
@media screen and (prefers-color-scheme:dark){:root{${definitions(1)}}}`;
}

function definitions(theme: 0 | 1): string {
  return Object.entries(ALL)
    .map(([name, pair]) => `--${name}:${pair[theme]}`)
    .join(";");
}

/** Style of graphs in a page with `colorVariables`. */
export function graphRules(): string {
  return rules((name) => `var(--${name})`);
}

/** Style of a picture that stands alone; its colours are written out, since not all viewers know variables. */
export function standaloneRules(): string {
  return `${rules((name) => ALL[name][0])}
@media screen and (prefers-color-scheme:dark){${rules((name) => ALL[name][1])}}`;
}

function rules(color: (name: Name) => string): string {
  const paints = Object.keys(COLORS) as Color[];
  return `.graph{font:11.5px system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif;font-variant-numeric:tabular-nums}
.graph text{fill:${color("muted")}}
.graph .title{fill:${color("ink")};font-size:13.5px;font-weight:600}
.graph text.strong{fill:${color("ink")};font-weight:400}
.graph .grid{stroke:${color("grid")};fill:none}
.graph .axis{stroke:${color("axis")};fill:none}
.graph .shade{fill:${color("shade")}}
.graph .ground{fill:${color("ground")}}
.graph .edge{fill:${color("ground")};stroke:${color("edge")}}
.graph .mark{stroke:${color("muted")};stroke-dasharray:2 3;fill:none}
.graph .limit{stroke:${color("red")};stroke-dasharray:6 3;fill:none;opacity:.75}
.graph text.limit-text{fill:${color("red")}}
.graph .whisker{stroke:${color("ink")};fill:none}
.graph .halo{paint-order:stroke;stroke:${color("ground")};stroke-width:4px;stroke-linejoin:round}
.graph .line{fill:none;stroke-width:1.75;stroke-linejoin:round;stroke-linecap:round}
.graph .thin{stroke-width:1.2}
.graph .dashed{stroke-dasharray:5 3}
${paints.map((name) => `.graph .stroke-${name}{stroke:${color(name)}}.graph .fill-${name}{fill:${color(name)}}`).join("\n")}`;
}
