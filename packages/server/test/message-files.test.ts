import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { readdir } from "node:fs/promises";
import { join } from "node:path";

import { type Crowd, openRawClient, type RawClient, startCrowd } from "@hubbub/devkit";

import { expectError, valueOf } from "./clients.ts";
import { type DescribedFile, FileClient } from "./file-client.ts";
import { greyPng } from "./sample-images.ts";

const PRIVATE = 2;

let crowd: Crowd;
let ann: FileClient;
let bob: FileClient;
let chat: RawClient;
let theirs: RawClient;

beforeAll(async () => {
  crowd = await startCrowd();
  ann = new FileClient(crowd, 1);
  bob = new FileClient(crowd, 2);
  chat = await openRawClient(crowd.url, await crowd.mint.token(1));
  theirs = await openRawClient(crowd.url, await crowd.mint.token(2));
});
afterAll(async () => {
  chat.close();
  theirs.close();
  await crowd.close();
});

async function create(name: string, kind: number, members: number[] = []): Promise<number> {
  const reply = await chat.ask({ case: "createChannel", value: { name, kind, members } });
  return valueOf(reply, "channel").id;
}

const send = (
  channel: number,
  files: readonly DescribedFile[],
  client = chat,
  clientId: string = crypto.randomUUID(),
) => client.ask({ case: "send", value: { channel, clientId, text: "", files: files.map(({ id }) => id) } });

const status = async (who: FileClient, { id }: DescribedFile): Promise<number> => {
  return (await who.ask(`/files/${id}/x`)).status;
};

/** Names of all blobs on the disk that belong to a file. */
async function blobs({ id }: DescribedFile): Promise<string[]> {
  const names = await readdir(join(crowd.data, "files/blobs"), { recursive: true });
  return names.filter((name) => name.includes(id.toString(16).padStart(14, "0")));
}

describe("files of messages", () => {
  test("[F7.1] a message may consist of files alone; its event says what they are", async () => {
    const channel = await create("files alone", 1);
    await chat.ask({ case: "subscribe", value: { channel } });
    const image = await ann.upload("a.png", greyPng(60, 40));
    const text = await ann.upload("b.txt", "text");
    const { seq } = valueOf(await send(channel, [image, text]), "sent");
    const frame = await chat.until(({ events }) =>
      events.some((event) => event.channel === channel && event.seq === seq),
    );
    const { body } = frame.events.find((event) => event.seq === seq)!;
    if (body.case !== "message") throw new Error("no message");
    expect(body.value.files).toEqual([
      {
        id: image.id,
        name: "a.png",
        type: "image/png",
        size: image.size,
        width: 60,
        height: 40,
        thumbnail: true,
      },
      { id: text.id, name: "b.txt", type: text.type, size: 4, width: 0, height: 0, thumbnail: false },
    ]);
  });

  test("[F7.2] a public channel's files are for every user but guests, a private one's for its members, while they are that", async () => {
    const open = await ann.upload("open", "x");
    await send(await create("open", 1), [open]);
    expect(await status(bob, open)).toBe(200);
    expect(await status(new FileClient(crowd, 9, { guest: true }), open)).toBe(404);

    const channel = await create("closed", PRIVATE, [2]);
    const closed = await ann.upload("closed", "x");
    await send(channel, [closed]);
    expect(await status(bob, closed)).toBe(200);
    expect(await status(new FileClient(crowd, 3), closed)).toBe(404);
    const links = valueOf(
      await theirs.ask({ case: "getFileLinks", value: { ids: [closed.id] } }),
      "fileLinks",
    );
    const url = crowd.url + links.links[0]!.path;
    expect((await fetch(url)).status).toBe(200);
    await theirs.ask({ case: "leaveChannel", value: { channel } });
    expect([await status(bob, closed), (await fetch(url)).status]).toEqual([404, 404]);
  });

  test("[F7.9] who is banned from a public channel can't read its files, until the ban ends", async () => {
    const channel = await create("banned", 1);
    const file = await ann.upload("x", "x");
    await send(channel, [file]);
    await theirs.ask({ case: "joinChannel", value: { channel } });
    valueOf(await chat.ask({ case: "ban", value: { channel, user: 2 } }), "logged");
    expect([await status(bob, file), await status(new FileClient(crowd, 3), file)]).toEqual([404, 200]);
    await chat.ask({ case: "unban", value: { channel, user: 2 } });
    expect(await status(bob, file)).toBe(200);
  });

  test("[F7.3] when its message is deleted a file is gone, for its owner too, and so are its bytes", async () => {
    const channel = await create("deleted", 1);
    const image = await ann.upload("a.png", greyPng(60, 40));
    const { seq } = valueOf(await send(channel, [image]), "sent");
    expect(await blobs(image)).toHaveLength(3);
    valueOf(await chat.ask({ case: "deleteMessage", value: { channel, seq } }), "logged");
    expect([await status(ann, image), await status(bob, image)]).toEqual([404, 404]);
    while ((await blobs(image)).length > 0) await Bun.sleep(5);
  });

  test("[F7.4] a file that two messages have stays until both are deleted", async () => {
    const [one, two] = [await create("one", PRIVATE), await create("two", 1)];
    const file = await ann.upload("twice", "x");
    const first = valueOf(await send(one, [file]), "sent");
    expect(await status(bob, file)).toBe(404);
    const second = valueOf(await send(two, [file]), "sent");
    expect(await status(bob, file)).toBe(200);
    await chat.ask({ case: "deleteMessage", value: { channel: two, seq: second.seq } });
    expect([await status(ann, file), await status(bob, file)]).toEqual([200, 404]);
    await chat.ask({ case: "deleteMessage", value: { channel: one, seq: first.seq } });
    expect(await status(ann, file)).toBe(404);
  });

  test("[F7.5] a file in use can't be deleted by itself", async () => {
    const file = await ann.upload("used", "x");
    await send(await create("used", 1), [file]);
    expect((await ann.ask(`/files/${file.id}`, { method: "DELETE" })).status).toBe(403);
    expect(await status(ann, file)).toBe(200);
  });

  test("[F7.6] a message takes own finished uploads only, up to 10, and nothing is sent otherwise", async () => {
    const channel = await create("refused", 1);
    const his = await bob.upload("his", "x");
    const field = "send.files";
    expectError(await send(channel, [his]), "not_found", { field });
    const unfinished = { id: Number((await ann.begin("unfinished", 5)).split("/").at(-1)) } as DescribedFile;
    expectError(await send(channel, [unfinished]), "not_found", { field });
    const eleven = await Promise.all(Array.from({ length: 11 }, (_, at) => ann.upload(String(at), "x")));
    expectError(await send(channel, eleven), "too_large", { field, limit: 10 });
    const page = valueOf(await chat.ask({ case: "history", value: { channel, after: 2 } }), "events");
    expect(page.events).toEqual([]);
    valueOf(await send(channel, eleven.slice(0, 10)), "sent");
  });

  test("[F7.7] a send that is repeated has its files once, also when its message was deleted meanwhile", async () => {
    const channel = await create("repeated", 1);
    const file = await ann.upload("once", "x");
    const clientId = crypto.randomUUID();
    const first = valueOf(await send(channel, [file], chat, clientId), "sent");
    expect(valueOf(await send(channel, [file], chat, clientId), "sent")).toEqual({
      ...first,
      repeated: true,
    });
    await chat.ask({ case: "deleteMessage", value: { channel, seq: first.seq } });
    expect(valueOf(await send(channel, [file], chat, clientId), "sent")).toEqual({
      ...first,
      repeated: true,
    });
    expect(await status(ann, file)).toBe(404);
  });

  test("[F7.8] a channel's files are listed, the newest first, page by page", async () => {
    const channel = await create("listed", 1);
    const files = [];
    for (const name of ["a", "b", "c"]) files.push(await ann.upload(name, "x"));
    const seqs: number[] = [];
    for (const file of files) seqs.push(valueOf(await send(channel, [file]), "sent").seq);
    const list = async (before: number) => {
      const reply = await theirs.ask({ case: "listFiles", value: { channel, before, limit: 2 } });
      const { files: found, more } = valueOf(reply, "files");
      return { names: found.map(({ file }) => file?.name), seqs: found.map(({ seq }) => seq), more };
    };
    expect(await list(0)).toEqual({ names: ["c", "b"], seqs: [seqs[2]!, seqs[1]!], more: true });
    expect(await list(seqs[1]!)).toEqual({ names: ["a"], seqs: [seqs[0]!], more: false });
    const hidden = await create("hidden", PRIVATE);
    expectError(await theirs.ask({ case: "listFiles", value: { channel: hidden } }), "not_found");
  });
});
