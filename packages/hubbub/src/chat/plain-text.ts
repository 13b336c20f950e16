/** C0 and C1 controls and DEL, what turns the direction of text, and what breaks lines or takes no room. */
const UNSAFE = /[\p{Cc}\p{Zl}\p{Zp}\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]/gu;

/**
 * Text from others, made harmless for a terminal: what would move its cursor, change its title or colours, answer
 * in the user's name or turn the reading direction is shown as a sign instead. The result is one line.
 */
export function plainText(text: string): string {
  return text.toWellFormed().replace(UNSAFE, (sign) => {
    const code = sign.codePointAt(0) ?? 0;
    if (code === 0x09) return "    ";
    // Unicode has a picture for each C0 control, and for DEL.
    if (code < 0x20) return String.fromCodePoint(0x2400 + code);
    if (code === 0x7f) return "␡";
    return `<${code.toString(16).toUpperCase().padStart(4, "0")}>`;
  });
}

/** As `plainText`, line for line. */
export function plainLines(text: string): string[] {
  return text.split(/\r\n|\r|\n/).map(plainText);
}
