import { expect, test } from "bun:test";

import { ClientAddress, parseRange } from "@hubbub/protocol/client-address";

import { addressKey } from "../src/limits/address-key.ts";

test("[A8.3] without trusted proxies X-Forwarded-For is ignored", () => {
  expect(new ClientAddress([]).of("203.0.113.9", "198.51.100.1")).toBe("203.0.113.9");
});

test("[A8.3] from a trusted proxy the last address that is no trusted proxy counts", () => {
  const addresses = new ClientAddress(["127.0.0.1", "10.0.0.0/8", "fd00::/8"]);
  const cases: [peer: string, forwardedFor: string | null, client: string][] = [
    ["127.0.0.1", "198.51.100.1", "198.51.100.1"],
    ["127.0.0.1", "1.1.1.1, 198.51.100.1, 10.2.3.4", "198.51.100.1"],
    ["fd00::1", "2001:db8::7 , 10.0.0.1", "2001:db8::7"],
    ["::ffff:10.0.0.1", "198.51.100.1", "198.51.100.1"],
    ["127.0.0.1", "10.0.0.1", "10.0.0.1"],
    ["127.0.0.1", null, "127.0.0.1"],
    ["127.0.0.1", "", "127.0.0.1"],
    ["127.0.0.1", "198.51.100.1, nonsense", "127.0.0.1"],
    ["203.0.113.9", "198.51.100.1", "203.0.113.9"],
    ["", "198.51.100.1", ""],
  ];
  for (const [peer, forwardedFor, client] of cases) expect(addresses.of(peer, forwardedFor)).toBe(client);
});

test("[A8.3] an address counts as itself, IPv6 by its /64", () => {
  expect(addressKey("198.51.100.1")).toBe("198.51.100.1");
  expect(addressKey("::ffff:198.51.100.1")).toBe("198.51.100.1");
  expect(addressKey("2001:db8:1:2:3:4:5:6")).toBe("2001:db8:1:2::/64");
  expect(addressKey("2001:0DB8:1:2::1")).toBe("2001:db8:1:2::/64");
  expect(addressKey("2001:db8::1")).toBe("2001:db8:0:0::/64");
  expect(addressKey("::1")).toBe("0:0:0:0::/64");
  expect(addressKey("fe80::1%eth0")).toBe("fe80:0:0:0::/64");
  expect(addressKey("")).toBe("");
});

test("[A8.3] ranges are addresses or CIDR", () => {
  for (const good of ["127.0.0.1", "10.0.0.0/8", "::1", "fd00::/8", "0.0.0.0/0"])
    expect(parseRange(good)).toBeDefined();
  for (const bad of [
    "",
    "x",
    "10.0.0.0/33",
    "10.0.0.0/",
    "10.0.0.0/-1",
    "::/129",
    "1.2.3.4/8/8",
    "10.0.0/8",
  ]) {
    expect(parseRange(bad)).toBeUndefined();
  }
});
