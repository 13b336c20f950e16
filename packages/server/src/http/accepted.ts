/**
 * What a header such as Accept or Accept-Encoding lists, in lower case, with the weight of each, from 0 (not wanted) to 1
 * (RFC 9110, 12.4.2).
 */
export function weightsOf(header: string | null): Map<string, number> {
  const weights = new Map<string, number>();
  for (const part of header?.split(",") ?? []) {
    const [name = "", ...parameters] = part.split(";").map((text) => text.trim().toLowerCase());
    const weight = parameters.find((text) => text.startsWith("q="))?.slice(2) ?? "1";
    if (name !== "") weights.set(name, Math.min(Math.max(Number(weight), 0), 1) || 0);
  }
  return weights;
}

/**
 * The encoding of `known` (best first) that Accept-Encoding wants most; undefined: as it is. What accepts nothing that there is
 * gets it as it is, too: RFC 9110, 12.5.3 leaves that to the server.
 */
export function encodingFor<T extends string>(header: string | null, known: readonly T[]): T | undefined {
  const weights = weightsOf(header);
  const others = weights.get("*") ?? 0;
  let best: T | undefined;
  // Who names "identity" wants it so much; who doesn't takes it when there is nothing else.
  let most = weights.get("identity") ?? 0;
  for (const encoding of known) {
    const weight = weights.get(encoding) ?? others;
    if (weight > most || (weight === most && weight > 0 && best === undefined)) {
      [best, most] = [encoding, weight];
    }
  }
  return best;
}
