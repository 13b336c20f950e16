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
const make = (client: RawClient, name: string, file: number) =>
  client.ask({ case: "createEmoji", value: { name, file } });
const remove = (client: RawClient, name: string) => client.ask({ case: "deleteEmoji", value: { name } });
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

test("[F6.3] an emoji is an own small image under a name of its own, for everybody, until who made it or an administrator deletes it", async () => {
  const image = await ann.upload("party.png", greyPng(600, 300));
  const told = chat.until(({ signals }) =>
    signals.some(({ body }) => body.case === "serverChanged" && body.value.emoji),
  );
  valueOf(await make(chat, "party-parrot", image.id), "done");
  await told;
  const theirs = await openRawClient(crowd.url, await crowd.mint.token(2));
  const { emoji } = valueOf(await theirs.ask({ case: "listEmoji", value: {} }), "emoji");
  expect(emoji).toEqual([{ name: "party-parrot", file: image.id, user: 1 }]);
  expect((await bob.ask(`/files/${image.id}/x?thumbnail=360`)).status).toBe(200);
  expectError(await make(chat, "party-parrot", image.id), "name_taken", { field: "createEmoji.name" });
  expectError(await make(theirs, "stolen", image.id), "not_found", { field: "createEmoji.file" });
  expectError(await make(chat, "Not a name", image.id), "invalid", { field: "createEmoji.name", limit: 32 });
  expectError(await remove(theirs, "party-parrot"), "forbidden");
  expectError(await remove(theirs, "nothing"), "not_found", { field: "deleteEmoji.name" });
  valueOf(await make(chat, "again", image.id), "done");
  valueOf(await remove(chat, "party-parrot"), "done");
  expect(await status(bob, image.id)).toBe(200);
  const admin = await openRawClient(crowd.url, await crowd.mint.token(3, { admin: true }));
  valueOf(await remove(admin, "again"), "done");
  expect(await status(bob, image.id)).toBe(404);
  const guest = await openRawClient(crowd.url, await crowd.mint.token(4, { guest: true }));
  expectError(await make(guest, "guests", 1), "forbidden");
  for (const client of [theirs, admin, guest]) client.close();
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
