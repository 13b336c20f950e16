import { afterAll, beforeAll, expect, test } from "bun:test";

import { type Crowd, openRawClient, type RawClient, startCrowd } from "@hubbub/devkit";

import { expectError, valueOf } from "./clients.ts";
import { FileClient } from "./file-client.ts";
import { greyPng } from "./sample-images.ts";

let crowd: Crowd;
let ann: FileClient;
let bob: FileClient;
let chat: RawClient;

beforeAll(async () => {
  crowd = await startCrowd();
  ann = new FileClient(crowd, 1);
  bob = new FileClient(crowd, 2);
  chat = await openRawClient(crowd.url, await crowd.mint.token(1));
});
afterAll(async () => {
  chat.close();
  await crowd.close();
});

const setAvatar = (avatar: number) => chat.ask({ case: "setProfile", value: { avatar } });
const status = async (who: FileClient, id: number): Promise<number> =>
  (await who.ask(`/files/${id}/x`)).status;

test("[F6.1] a user's picture is for everybody; another one takes its place, and the old one is gone", async () => {
  const first = await ann.upload("me.png", greyPng(500, 500));
  expect(await status(bob, first.id)).toBe(404);
  valueOf(await setAvatar(first.id), "done");
  valueOf(await setAvatar(first.id), "done");
  const reply = await chat.ask({ case: "getUsers", value: { ids: [1] } });
  expect(valueOf(reply, "users").users[0]?.avatar).toBe(first.id);
  const small = await bob.ask(`/files/${first.id}/me.png?thumbnail=360`);
  expect(await new Bun.Image(await small.bytes()).metadata()).toMatchObject({ width: 360, height: 360 });
  const second = await ann.upload("me.png", greyPng(20, 20));
  valueOf(await setAvatar(second.id), "done");
  expect([await status(ann, first.id), await status(bob, second.id)]).toEqual([404, 200]);
  valueOf(await setAvatar(0), "done");
  expect(await status(bob, second.id)).toBe(404);
});

test("[F6.2] a picture is an own image of up to 512 KiB", async () => {
  const noise = await new Bun.Image(greyPng(10, 10)).png().bytes();
  const padded = new Uint8Array(600_000);
  padded.set(noise);
  const field = "setProfile.avatar";
  const large = await ann.upload("large.png", padded);
  expectError(await setAvatar(large.id), "too_large", { field, limit: 512 * 1024 });
  expectError(await setAvatar((await ann.upload("text.png", "text")).id), "invalid", { field });
  expectError(await setAvatar((await bob.upload("b.png", greyPng(9, 9))).id), "not_found", { field });
  expectError(await setAvatar(4711), "not_found", { field });
});
