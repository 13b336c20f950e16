import { describe, expect, test } from "bun:test";

import { findLinks } from "../src/worker/previews/find-links.ts";
import { isPublicAddress } from "../src/worker/previews/public-address.ts";
import { readPage } from "../src/worker/previews/read-page.ts";

const PRIVATE = [
  "0.0.0.0",
  "0.1.2.3",
  "10.0.0.1",
  "100.64.0.1",
  "127.0.0.1",
  "127.255.255.254",
  "169.254.169.254",
  "172.16.0.1",
  "172.31.255.255",
  "192.0.0.1",
  "192.0.2.1",
  "192.88.99.1",
  "192.168.1.1",
  "198.18.0.1",
  "198.51.100.7",
  "203.0.113.9",
  "224.0.0.1",
  "240.0.0.1",
  "255.255.255.255",
  "::",
  "::1",
  "::127.0.0.1",
  "::ffff:127.0.0.1",
  "::ffff:8.8.8.8",
  "::ffff:a9fe:a9fe",
  "::ffff:0:127.0.0.1",
  "64:ff9b::7f00:1",
  "64:ff9b:1::a00:1",
  "100::1",
  "2001::1",
  "2001:db8::1",
  "2002:7f00:1::",
  "3fff::1",
  "5f00::1",
  "4000::1",
  "fc00::1",
  "fd00:ec2::254",
  "fe80::1",
  "fe80::1%eth0",
  "fec0::1",
  "ff02::1",
  "",
  "localhost",
  "8.8.8.8.8",
];
const PUBLIC = [
  "8.8.8.8",
  "93.184.216.34",
  "172.32.0.1",
  "100.128.0.1",
  "2606:4700::1111",
  "2a00:1450:4001::1",
];

const read = (html: string) => readPage(new TextEncoder().encode(html), "text/html");

describe("the guard's addresses", () => {
  test.each(PRIVATE)("[F5.1] %j is no public address", (address) => {
    expect(isPublicAddress(address)).toBe(false);
  });
  test.each(PUBLIC)("[F5.1] %s is a public address", (address) => {
    expect(isPublicAddress(address)).toBe(true);
  });
});

test("[F5.2] the first 3 links of a text get previews, each once, without what ends the sentence, and not those in code", () => {
  expect(findLinks("See https://a.example/x, (http://b.example/(y)) and https://a.example/x.")).toEqual([
    "https://a.example/x",
    "http://b.example/(y)",
  ]);
  expect(findLinks("[a](https://a.example/?q=1&r=2) `https://code.example` <https://b.example>")).toEqual([
    "https://a.example/?q=1&r=2",
    "https://b.example/",
  ]);
  expect(findLinks("```\nhttps://a.example\n```\nftp://b.example javascript:alert(1) https://")).toEqual([]);
  expect(findLinks("http://a.example http://b.example http://c.example http://d.example")).toHaveLength(3);
  expect(findLinks(`https://a.example/${"x".repeat(3000)}`)).toEqual([]);
});

test("[F5.3] a page's words are those of Open Graph, then of Twitter's cards, then its own, in one line and bounded", async () => {
  expect(
    await read(`<title>Plain</title><meta name="twitter:title" content="Card"><meta property="og:title"
      content=" Tom &amp; Jerry\n&lt;3 "><meta property="og:title" content="second">
      <meta name=description content=About><meta property="og:site_name" content="Site">
      <meta property="og:image" content="/a.png">`),
  ).toEqual({ title: "Tom & Jerry <3", description: "About", site: "Site", image: "/a.png" });
  expect((await read("<head><title>A &eacute; title</title></head>")).title).toBe("A é title");
  expect((await read("<svg><title>Not this</title></svg><title></title>")).title).toBe("");
  const long = await read(`<meta property="og:title" content="${"😀".repeat(300)}">`);
  expect([...long.title]).toHaveLength(200);
});

test("[F5.4] a page is read in its own encoding; one that nobody knows counts as UTF-8", async () => {
  const title = Uint8Array.of(...Buffer.from("<title>"), 0xfc, ...Buffer.from("</title>"));
  expect((await readPage(title, "text/html; charset=iso-8859-1")).title).toBe("ü");
  const meta = new Uint8Array(Buffer.concat([Buffer.from('<meta charset="windows-1252">'), title]));
  expect((await readPage(meta, "text/html")).title).toBe("ü");
  const unknown = Buffer.from("<title>ü</title>");
  expect((await readPage(unknown, "text/html; charset=klingon")).title).toBe("ü");
});
