import ipaddr from "ipaddr.js";

/** Everything that IANA has given to the public internet is in here (RFC 4291, section 2.4). */
const GLOBAL_IPV6 = ipaddr.IPv6.parseCIDR("2000::/3");

/**
 * Whether an IP address is a public one. Not private, loopback, link-local (where clouds keep their metadata), shared
 * (CGNAT), multicast or reserved ones, and none that stands for an IPv4 address within an IPv6 one (mapped, NAT64, 6to4,
 * Teredo): of those it would have to be known where they end. What can't be read is none.
 */
export function isPublicAddress(address: string): boolean {
  if (!ipaddr.isValid(address)) return false;
  const parsed = ipaddr.parse(address);
  if (parsed.range() !== "unicast") return false;
  return parsed instanceof ipaddr.IPv4 || parsed.match(GLOBAL_IPV6);
}
