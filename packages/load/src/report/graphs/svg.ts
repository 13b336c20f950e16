export type Attributes = Record<string, string | number | undefined>;

/**
 * One SVG element as text. Attributes are escaped and undefined ones left out; children are elements already, or
 * made of outside text by `escape`. Throws a RangeError on a number that isn't finite: no drawing may have one.
 */
export function element(name: string, attributes: Attributes, ...children: readonly string[]): string {
  let tag = `<${name}`;
  for (const [key, value] of Object.entries(attributes)) {
    if (value === undefined) continue;
    tag += ` ${key}="${typeof value === "number" ? decimals(value) : escape(value)}"`;
  }
  return children.length === 0 ? `${tag}/>` : `${tag}>${children.join("")}</${name}>`;
}

/** A `<text>` of outside text. */
export function text(content: string, attributes: Attributes): string {
  return element("text", attributes, escape(content));
}

/** Outside text, made harmless within SVG and HTML; characters that XML forbids are left out. */
export function escape(content: string): string {
  return Bun.escapeHTML(content.toWellFormed().replaceAll(/[^\P{Cc}\t\n\r]|[\ufffe\uffff]/gu, ""));
}

/** Two decimals are a hundredth of a pixel. */
function decimals(value: number): string {
  if (!Number.isFinite(value)) throw new RangeError(`A drawing has the number ${value}.`);
  return String(Math.round(value * 100) / 100);
}
