import { afterAll, beforeAll, expect, test } from "bun:test";

import { type Crowd, startCrowd } from "@hubbub/devkit";
import { LIMITS } from "@hubbub/protocol";

import { FileClient } from "../file-client.ts";
import { Person } from "./people.ts";

let crowd: Crowd;
let ann: Person;
let bob: Person;
let annsFiles: FileClient;
let bobsFiles: FileClient;

beforeAll(async () => {
  crowd = await startCrowd();
  ann = await Person.arrive(crowd, 1, { name: "ann" });
  bob = await Person.arrive(crowd, 2, { name: "bob" });
  annsFiles = new FileClient(crowd, 1, { name: "ann" });
  bobsFiles = new FileClient(crowd, 2, { name: "bob" });
});
afterAll(() => crowd.close());

test("[M12.1] a message has files, in the order that was given; with files it needs no text, and may be edited to none", async () => {
  const channel = await ann.createChannel("with files", bob);
  const a = await annsFiles.upload("a.txt", "aaa");
  const b = await annsFiles.upload("b.txt", "bb");
  expect((await bobsFiles.ask(`/files/${a.id}`)).status).toBe(404);
  const seq = await ann.send(channel, "", { files: [b.id, a.id] });
  const { message } = await bob.message(channel, seq);
  expect(message?.files.map(({ id, name, size }) => ({ id, name, size }))).toEqual([
    { id: b.id, name: "b.txt", size: 2 },
    { id: a.id, name: "a.txt", size: 3 },
  ]);
  expect(await (await bobsFiles.ask(`/files/${a.id}/content`)).text()).toBe("aaa");
  await ann.edit(channel, seq, "now with a text");
  await ann.edit(channel, seq, "");
  expect((await bob.message(channel, seq)).message).toMatchObject({
    text: "",
    files: [{ id: b.id }, { id: a.id }],
  });
});

test("[M12.2] files are finished uploads of one's own, each once, 10 at most", async () => {
  const channel = await ann.createChannel("whose files", bob);
  const { id } = await annsFiles.upload("a.txt", "a");
  const send = { channel, text: "x", clientId: "files" };
  const field = "send.files";
  await bob.refused("send", { ...send, files: [id] }, "not_found", { field });
  await ann.refused("send", { ...send, files: [id, 12345] }, "not_found", { field });
  await ann.refused("send", { ...send, files: [id, id] }, "invalid", { field });
  const many = Array.from({ length: LIMITS.messageFiles + 1 }, (_, i) => i + 1);
  await ann.refused("send", { ...send, files: many }, "too_large", { field, limit: LIMITS.messageFiles });
});

test("[M12.3] with its message a file is gone, unless something else has it", async () => {
  const channel = await ann.createChannel("gone files", bob);
  const [once, twice] = [await annsFiles.upload("once", "1"), await annsFiles.upload("twice", "2")];
  const seq = await ann.send(channel, "", { files: [once.id, twice.id] });
  const kept = await ann.send(channel, "", { files: [twice.id] });
  await ann.does("deleteMessage", channel, seq);
  expect((await bobsFiles.ask(`/files/${once.id}/content`)).status).toBe(404);
  expect(await (await bobsFiles.ask(`/files/${twice.id}/content`)).text()).toBe("2");
  await ann.does("deleteMessage", channel, kept);
  expect((await annsFiles.ask(`/files/${twice.id}/content`)).status).toBe(404);
});

test("[M12.4] files of a draft, and of a scheduled message, are kept with it and go with it", async () => {
  const channel = await ann.createChannel("kept files", bob);
  const [a, b] = [await annsFiles.upload("a", "a"), await annsFiles.upload("b", "b")];
  const bobs = await bobsFiles.upload("bob's", "c");
  await bob.get("setDraft", { channel, files: [bobs.id] }, "done");
  await ann.get("setDraft", { channel, files: [a.id, b.id] }, "done");
  expect((await ann.feed()).at(-1)?.value).toMatchObject({ channel, text: "", files: [a.id, b.id] });
  await ann.get("setDraft", { channel, files: [b.id] }, "done");
  expect((await annsFiles.ask(`/files/${a.id}/content`)).status).toBe(404);
  await ann.get("setDraft", { channel }, "done");
  expect((await annsFiles.ask(`/files/${b.id}/content`)).status).toBe(404);
  // Another one's draft in the same place keeps its own.
  expect((await bobsFiles.ask(`/files/${bobs.id}/content`)).status).toBe(200);
  await bob.subscribe(channel);
  const later = { channel, files: [bobs.id], at: Date.now() + 100, clientId: "files-later" };
  await bob.get("scheduleMessage", later, "scheduled");
  const event = await bob.event(channel, 4);
  expect(event.body.value).toMatchObject({ text: "", files: [{ id: bobs.id }] });
  await bob.get("setDraft", { channel }, "done");
  expect(await (await annsFiles.ask(`/files/${bobs.id}/content`)).text()).toBe("c");
});
