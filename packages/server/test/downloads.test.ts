import { afterAll, beforeAll, describe, expect, test } from "bun:test";

import { type Crowd, openRawClient, type RawClient, startCrowd } from "@hubbub/devkit";

import { LinkSigner } from "../src/files/link-signer.ts";
import { byteRange } from "../src/http/byte-range.ts";
import { expectError, valueOf } from "./clients.ts";
import { type DescribedFile, FileClient, refusalOf } from "./file-client.ts";
import { startS3Server } from "./s3-server.ts";
import { greyPng } from "./sample-images.ts";

const s3 = startS3Server();
const never = () => 0;
const path = (file: DescribedFile, query = ""): string =>
  `/files/${file.id}/${encodeURIComponent(file.name)}${query}`;
const nextSecond = (): number => Math.ceil(Date.now() / 1000) + 1;

// The same rules wherever the bytes are.
describe.each(["the local disk", "S3"])("downloads from %s", (kind) => {
  let crowd: Crowd;
  let ann: FileClient;
  let bob: FileClient;
  let chat: RawClient;
  let text: DescribedFile;
  let image: DescribedFile;

  beforeAll(async () => {
    crowd = await startCrowd({ gateway: { s3: kind === "S3" ? s3.settings : undefined } });
    ann = new FileClient(crowd, 1);
    bob = new FileClient(crowd, 2);
    chat = await openRawClient(crowd.url, await crowd.mint.token(1));
    text = await ann.upload('a "text".txt', "0123456789");
    image = await ann.upload("pïcture.png", greyPng(40, 20));
  });
  afterAll(async () => {
    chat.close();
    await crowd.close();
  });

  const link = async (file: DescribedFile): Promise<string> => {
    const reply = await chat.ask({ case: "getFileLinks", value: { ids: [file.id] } });
    return valueOf(reply, "fileLinks").links[0]!.path;
  };

  test("[F4.1] a file comes with its type, kept by the browser for good, and runs nothing", async () => {
    const answer = await ann.ask(path(image));
    expect(answer.status).toBe(200);
    expect((await answer.bytes()).length).toBe(image.size);
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      "content-type": "image/png",
      "content-disposition": "inline; filename=\"p_cture.png\"; filename*=UTF-8''p%C3%AFcture.png",
      "cache-control": "private, max-age=31536000, immutable",
      "content-security-policy": "default-src 'none'; style-src 'unsafe-inline'; sandbox",
      "x-content-type-options": "nosniff",
      "accept-ranges": "bytes",
      etag: `"${image.sha256.slice(0, 32)}"`,
    });
  });

  test.each([
    ["page.html", "<!doctype html><script>alert(1)</script>"],
    ["picture.svg", "<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>"],
    ["picture.png", "<svg xmlns='http://www.w3.org/2000/svg'/>"],
    ["paper.pdf", "%PDF-1.7\n%âãÏÓ\n1 0 obj"],
  ])("[F4.2] %s is offered for saving, never shown in place", async (name, content) => {
    const { headers } = await ann.ask(path(await ann.upload(name, content)));
    expect(headers.get("content-disposition")).toStartWith(`attachment; filename="${name}"`);
    expect(headers.get("content-type")).not.toMatch(/html|svg/);
  });

  test("[F4.3] a part of a file, from its start, its middle and its end", async () => {
    for (const [range, part, told] of [
      ["bytes=0-3", "0123", "bytes 0-3/10"],
      ["bytes=4-6", "456", "bytes 4-6/10"],
      ["bytes=7-", "789", "bytes 7-9/10"],
      ["bytes=-2", "89", "bytes 8-9/10"],
      ["bytes=5-99", "56789", "bytes 5-9/10"],
    ] as const) {
      const answer = await ann.ask(path(text), { headers: { Range: range } });
      expect([answer.status, await answer.text(), answer.headers.get("content-range")]).toEqual([
        206,
        part,
        told,
      ]);
    }
    const past = await ann.ask(path(text), { headers: { Range: "bytes=10-" } });
    expect([past.status, past.headers.get("content-range")]).toEqual([416, "bytes */10"]);
    const changed = await ann.ask(path(text), { headers: { Range: "bytes=1-2", "If-Range": '"other"' } });
    expect([changed.status, await changed.text()]).toEqual([200, "0123456789"]);
  });

  test("[F4.4] who has it already is told so; HEAD tells without the bytes", async () => {
    const etag = `"${text.sha256.slice(0, 32)}"`;
    const known = await ann.ask(path(text), { headers: { "If-None-Match": `"x", ${etag}` } });
    expect([known.status, await known.text()]).toEqual([304, ""]);
    const head = await ann.ask(path(text), { method: "HEAD" });
    expect([head.status, head.headers.get("content-length"), head.headers.get("etag")]).toEqual([
      200,
      "10",
      etag,
    ]);
  });

  test("[F4.5] thumbnails are asked for by their size; a file that is no image has none", async () => {
    const thumbnail = await ann.ask(path(image, "?thumbnail=1280"));
    expect(thumbnail.headers.get("etag")).toBe(`"${image.sha256.slice(0, 32)}-1280"`);
    expect((await new Bun.Image(await thumbnail.bytes()).metadata()).format).toBe("webp");
    for (const [file, size] of [
      [text, "360"],
      [image, "361"],
      [image, ""],
    ] as const) {
      expect((await ann.ask(path(file, `?thumbnail=${size}`))).status).toBe(404);
    }
  });

  test("[F4.6] before a message has it a file is its owner's alone; others are told what they are told of none", async () => {
    const answers = await Promise.all([
      bob.ask(path(text)),
      bob.ask(`/files/${text.id}`),
      bob.ask("/files/4711/x"),
    ]);
    for (const answer of answers)
      expect(await refusalOf(answer)).toMatchObject({ status: 404, name: "not_found" });
    const theirs = await openRawClient(crowd.url, await crowd.mint.token(2));
    const links = valueOf(
      await theirs.ask({ case: "getFileLinks", value: { ids: [text.id, image.id] } }),
      "fileLinks",
    );
    expect(links.links).toEqual([]);
    expect((await bob.ask(`/files/${text.id}`, { method: "DELETE" })).status).toBe(404);
    theirs.close();
  });

  test("[F4.7] a link works without a token, for its file alone, and not changed in any way", async () => {
    const good = await link(text);
    expect(await (await fetch(crowd.url + good)).text()).toBe("0123456789");
    expect(await link(text)).toBe(good);
    const query = good.split("?")[1]!;
    const bad = [
      `/files/${image.id}/x?${query}`,
      good.replace("user=1", "user=2"),
      good.replace(/expires=\d/, "expires=9"),
      good.replace(/signature=./, (start) => `${start}x`),
      good.replace(/&signature=.*/, "&signature="),
    ];
    for (const one of bad) expect((await fetch(crowd.url + one)).status).toBe(401);
    expect((await fetch(crowd.url + path(text))).status).toBe(401);
  });

  test("[F4.8] a link ends with the sessions of who has it", async () => {
    const carl = new FileClient(crowd, 3);
    const file = await carl.upload("x", "y");
    const socket = await openRawClient(crowd.url, await crowd.mint.token(3));
    const reply = await socket.ask({ case: "getFileLinks", value: { ids: [file.id] } });
    const url = crowd.url + valueOf(reply, "fileLinks").links[0]!.path;
    expect((await fetch(url)).status).toBe(200);
    crowd.mint.revoke(3, null);
    await socket.closed;
    expect((await fetch(url)).status).toBe(401);
    // The feed's times are in seconds of a token: the next login comes later.
    const again = await openRawClient(
      crowd.url,
      await crowd.mint.token(3, { claims: { iat: nextSecond() } }),
    );
    const links = await again.ask({ case: "getFileLinks", value: { ids: [file.id] } });
    expect((await fetch(crowd.url + valueOf(links, "fileLinks").links[0]!.path)).status).toBe(200);
    again.close();
  });

  test("[F4.9] links are given for 1 to 100 files at a time", async () => {
    const details = { field: "getFileLinks.ids", limit: 100 };
    for (const ids of [[], Array.from({ length: 101 }, (_, at) => at + 1)]) {
      expectError(await chat.ask({ case: "getFileLinks", value: { ids } }), "invalid", details);
    }
  });
});

test("[F4.10] a link is good for half an hour to an hour", () => {
  const signer = new LinkSigner(new Uint8Array(32));
  const now = 1_700_000_123_456;
  const query = new URLSearchParams(signer.sign(7, 1, 0, now));
  expect(signer.check(7, query, never, now + 30 * 60_000)).toBe(1);
  expect(signer.check(7, query, never, now + 60 * 60_000)).toBeUndefined();
  expect(new LinkSigner(new Uint8Array(32).fill(1)).check(7, query, never, now)).toBeUndefined();
});

test.each([
  ["bytes=0-0", { start: 0, end: 1 }],
  ["bytes=-99", { start: 0, end: 10 }],
  ["bytes=-0", "unsatisfiable"],
  ["bytes=3-2", undefined],
  ["bytes=0-1,4-5", undefined],
  ["bytes=a-b", undefined],
  ["bytes=-", undefined],
  ["items=0-1", undefined],
  [null, undefined],
] as const)("[F4.11] of the range %j of 10 bytes is sent %j", (header, range) => {
  expect(byteRange(header, 10)).toEqual(range);
});

afterAll(() => s3[Symbol.asyncDispose]());
