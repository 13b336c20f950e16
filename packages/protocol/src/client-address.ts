import { BlockList, isIP } from "node:net";

/** An address or CIDR range, or undefined if it is neither. */
export function parseRange(
  text: string,
): { address: string; prefix: number; family: "ipv4" | "ipv6" } | undefined {
  const [address = "", prefix, ...rest] = text.split("/");
  const version = isIP(address);
  if (version === 0 || rest.length > 0) return undefined;
  const bits = version === 4 ? 32 : 128;
  if (prefix !== undefined && !(/^\d{1,3}$/.test(prefix) && Number(prefix) <= bits)) return undefined;
  return {
    address,
    prefix: prefix === undefined ? bits : Number(prefix),
    family: version === 4 ? "ipv4" : "ipv6",
  };
}

/**
 * Who a request comes from: the socket's peer; if that is a trusted proxy, the last address in X-Forwarded-For
 * that no trusted proxy has (each proxy adds its peer on the right, and what stands further left is
 * whatever the client wrote).
 */
export class ClientAddress {
  readonly #trusted = new BlockList();

  /** `ranges` must have passed parseRange. */
  constructor(ranges: readonly string[]) {
    for (const text of ranges) {
      const range = parseRange(text);
      if (range) this.#trusted.addSubnet(range.address, range.prefix, range.family);
    }
  }

  of(peer: string, forwardedFor: string | null): string {
    let address = peer;
    const hops = forwardedFor?.split(",").map((hop) => hop.trim()) ?? [];
    while (this.trusts(address)) {
      const hop = hops.pop();
      if (hop === undefined || isIP(hop) === 0) break;
      address = hop;
    }
    return address;
  }

  /** Whether what this address says of others is believed. */
  trusts(address: string): boolean {
    const version = isIP(address);
    return version !== 0 && this.#trusted.check(address, version === 4 ? "ipv4" : "ipv6");
  }
}
