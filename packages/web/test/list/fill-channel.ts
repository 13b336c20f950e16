import type { Hubbub } from "@hubbub/client";

import { encodePng } from "../../build/png.ts";

/** Sends that wait for their answers at once. */
const AT_ONCE = 300;
/** Each so many-th message has a picture, of pixels each way; so many-th reactions. */
const PICTURE_EVERY = 90;
const PICTURE_PIXELS = 240;
const REACTION_EVERY = 25;

/** Sends messages that are not at all of one height to a channel; their seqs. */
export async function fillChannel(client: Hubbub, channel: number, count: number): Promise<number[]> {
  const handle = await client.join(channel);
  const seqs: number[] = [];
  const send = async (number: number) => {
    const files = number % PICTURE_EVERY === 0 ? [await upload(client)] : [];
    const { seq } = await handle.send(textOf(number), { files });
    if (number % REACTION_EVERY === 0) await handle.message(seq).react("👍");
    return seq;
  };
  for (let at = 0; at < count; at += AT_ONCE) {
    const numbers = Array.from({ length: Math.min(AT_ONCE, count - at) }, (_, more) => at + more + 1);
    seqs.push(...(await Promise.all(numbers.map(send))));
  }
  return seqs.toSorted((a, b) => a - b);
}

async function upload(client: Hubbub): Promise<number> {
  const png = encodePng(PICTURE_PIXELS, new Uint8Array(PICTURE_PIXELS ** 2 * 4).fill(120));
  return (await client.upload(new File([png], "grey.png", { type: "image/png" }))).id;
}

/** One line mostly; each eleventh is long, each seventh has code. */
function textOf(number: number): string {
  const long = "Whoever reads on finds out that there is more to it. ".repeat((number % 13) * 3);
  const code = `\`\`\`ts\n${"const x = 1;\n".repeat(number % 23)}\`\`\``;
  return `m${number} ${number % 11 === 0 ? long : ""}${number % 7 === 0 ? `\n${code}` : ""}`.trim();
}
