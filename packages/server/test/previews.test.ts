import { afterAll, beforeAll, expect, test } from "bun:test";

import { openRawClient, type RawClient, type Stack, startStack } from "@hubbub/devkit";
import type { Server } from "bun";

import { createChannel, send, valueOf } from "./clients.ts";
import { greyPng } from "./sample-images.ts";

let site: Server<undefined>;
let stack: Stack;
let ann: RawClient;
const asked: string[] = [];

beforeAll(async () => {
  site = Bun.serve({
    hostname: "127.0.0.1",
    port: 0,
    fetch(request) {
      const { pathname } = new URL(request.url);
      asked.push(pathname);
      if (pathname === "/picture.png")
        return new Response(greyPng(800, 400), { headers: { "Content-Type": "image/png" } });
      const page = `<meta property="og:title" content="Page ${pathname}"><meta property="og:image" content="/picture.png">`;
      return new Response(page, { headers: { "Content-Type": "text/html" } });
    },
  });
  stack = await startStack({ worker: { previewHosts: [`127.0.0.1:${site.port}`] } });
  ann = await openRawClient(stack.url, await tokenOf("ann"));
});
afterAll(async () => {
  ann.close();
  await stack.close();
  await site.stop(true);
});

async function tokenOf(name: string): Promise<string> {
  const answer = await fetch(`${stack.url}/auth/signup`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ name, password: "correct horse" }),
  });
  return ((await answer.json()) as { access_token: string }).access_token;
}

/** The first PreviewsAdded of a channel. */
async function previewsOf(channel: number) {
  const frame = await ann.until(({ events }) =>
    events.some((event) => event.channel === channel && event.body.case === "previews"),
  );
  const { body } = frame.events.find((event) => event.channel === channel && event.body.case === "previews")!;
  if (body.case !== "previews") throw new Error("no previews");
  return body.value;
}

test("[F5.18] a link of a message gets its preview as an event, with a picture that the channel's readers can fetch", async () => {
  const channel = await createChannel(ann, "links");
  await ann.ask({ case: "subscribe", value: { channel } });
  const url = `http://127.0.0.1:${site.port}/one`;
  const { seq } = valueOf(await ann.ask(send(channel, `see ${url} and http://127.0.0.1:1/`)), "sent");
  const added = await previewsOf(channel);
  expect(added.seq).toBe(seq);
  expect(added.previews).toMatchObject([
    { url, title: "Page /one", image: { type: "image/webp", width: 800, height: 400, thumbnail: true } },
  ]);
  const links = valueOf(
    await ann.ask({ case: "getFileLinks", value: { ids: [added.previews[0]!.image!.id] } }),
    "fileLinks",
  );
  const picture = await fetch(stack.url + links.links[0]!.path);
  expect(await new Bun.Image(await picture.bytes()).metadata()).toEqual({
    width: 800,
    height: 400,
    format: "webp",
  });
});

test("[F5.19] a message without links is looked at by nobody", async () => {
  const channel = await createChannel(ann, "no links");
  await ann.ask({ case: "subscribe", value: { channel } });
  await ann.ask(send(channel, "no link, `http://127.0.0.1/` is code"));
  await ann.ask(send(channel, `http://127.0.0.1:${site.port}/two`));
  expect((await previewsOf(channel)).seq).toBe(4);
  expect(asked.filter((path) => path !== "/picture.png")).toEqual(["/one", "/two"]);
});
