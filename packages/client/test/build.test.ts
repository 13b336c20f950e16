import { afterAll, beforeAll, expect, test } from "bun:test";
import { cpSync, mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

import { startCrowd, temporaryFolder } from "@hubbub/devkit";

import { buildClient } from "../build.ts";
import { ScriptedServer, tokenOf } from "./scripted-server.ts";

const root = fileURLToPath(new URL("../../..", import.meta.url));
const examples = fileURLToPath(new URL("../examples", import.meta.url));

// A project that has installed the package from a registry: it sees nothing of the workspace.
const project = temporaryFolder();

beforeAll(async () => {
  const modules = join(project.path, "node_modules");
  mkdirSync(join(modules, "@hubbub"), { recursive: true });
  await buildClient(join(modules, "@hubbub/client"));
  symlinkSync(join(root, "node_modules/ws"), join(modules, "ws"));
  cpSync(examples, project.path, { recursive: true });
}, 60_000);
afterAll(() => project[Symbol.dispose]());

async function run(command: string[], env: Record<string, string> = {}) {
  const child = Bun.spawn(command, {
    cwd: project.path,
    env: { ...process.env, ...env },
    stdout: "pipe",
    stderr: "pipe",
  });
  const [out, errors] = await Promise.all([
    new Response(child.stdout).text(),
    new Response(child.stderr).text(),
  ]);
  return { out, errors, code: await child.exited };
}

/** Node, and not what Bun puts in its place. */
function node(): string {
  const path = Bun.which("node");
  if (path === null) throw new Error("There is no node on the PATH.");
  return path;
}

test("[K14.1] the built package talks to a server in Node, and lets the process end", async () => {
  using server = new ScriptedServer();
  server.post("general", "before");
  server.names.set(99, "bob");
  const env = { HUBBUB_TOKEN: tokenOf(1, "ann") };
  const done = await run([node(), "node.mjs", server.url, "general", "from node"], env);
  expect(done).toEqual({ out: "bob: before\nann: from node\n", errors: "closed\n", code: 0 });
});

test("[K14.2] the built package resumes in Node, with ws as the WebSocket", async () => {
  using server = new ScriptedServer();
  server.channel("general");
  const script = `
    import { Hubbub } from "@hubbub/client";
    if (process.versions.bun) throw new Error("this is no Node");
    const client = await Hubbub.connect({ url: "${server.url}", token: "1:ann", reconnect: { baseMs: 5, capMs: 20 } });
    const channel = await client.join("general");
    const messages = channel.messages();
    await channel.send("cut me off");
    for await (const { text } of messages) {
      console.log(text);
      if (text === "end") break;
    }
    client.close();
  `;
  writeFileSync(join(project.path, "resume.mjs"), script);
  const running = run([node(), "resume.mjs"]);
  await server.until(() => server.commands("send").length === 1);
  await server.until(() => server.sockets.size === 1);
  server.cutAll();
  server.post("general", "missed");
  await server.until(() => server.commands("subscribeMany").length === 2);
  server.post("general", "end");
  expect(await running).toEqual({ out: "cut me off\nmissed\nend\n", errors: "", code: 0 });
});

test("[K14.6] the built package uploads in Node: a file of the disk, in parts, and sends it", async () => {
  const crowd = await startCrowd();
  const script = `
    import { openAsBlob } from "node:fs";
    import { Hubbub } from "@hubbub/client";
    if (process.versions.bun) throw new Error("this is no Node");
    const client = await Hubbub.connect({ url: "${crowd.url}", token: "${await crowd.mint.token(1)}" });
    const channel = await client.createChannel("files");
    const file = await client.upload(await openAsBlob("large.bin"), { name: "large.bin" });
    const { seq } = await channel.send("", { files: [file.id] });
    const answer = await fetch(await client.fileUrl(file.id));
    console.log(seq, file.name, file.size, (await answer.arrayBuffer()).byteLength);
    client.close();
  `;
  writeFileSync(join(project.path, "upload.mjs"), script);
  writeFileSync(join(project.path, "large.bin"), new Uint8Array(1_000_000));
  const done = await run([node(), "upload.mjs"]);
  await crowd.close();
  expect(
    done.errors.split("\n").filter((line) => !/ExperimentalWarning|--trace-warnings/.test(line)),
  ).toEqual([""]);
  expect([done.out, done.code]).toEqual(["3 large.bin 1000000 1000000\n", 0]);
});

test("[K14.3] the bundle for browsers imports nothing, and Bun takes it", async () => {
  const code = await Bun.file(join(project.path, "node_modules/@hubbub/client/index.js")).text();
  expect(new Bun.Transpiler({ loader: "js" }).scanImports(code)).toEqual([]);
  // Nothing that only servers have, by a bare name.
  expect(code.match(/(?<![#.\w])(require|process|Buffer|Bun)\s*[.(]/g)).toBeNull();
  using server = new ScriptedServer();
  server.channel("general");
  const env = { HUBBUB_TOKEN: tokenOf(1, "ann") };
  const done = await run([process.execPath, "node.mjs", server.url, "general", "from bun"], env);
  expect([done.out, done.code]).toEqual(["ann: from bun\n", 0]);
});

test("[K14.4] the types hold without the workspace and without Bun's", async () => {
  const source = `
    import { type ConnectOptions, Hubbub, type Message, RefusedError } from "@hubbub/client";
    export async function go(options: ConnectOptions): Promise<number> {
      const client = await Hubbub.connect(options);
      const channel = await client.join("general");
      channel.on("presence", ({ user, online }) => console.log(user.toFixed(), online === true));
      for await (const message of channel.messages({ history: 2 })) return message.seq + message.text.length;
      const status = client.status;
      if (status.state === "offline") return status.retryAt;
      try { await channel.send("x"); } catch (error) { if (error instanceof RefusedError) return error.limit; }
      // @ts-expect-error a name is no number
      const wrong: number = (await client.user(1))?.name;
      return wrong;
    }
  `.replace("type Message, ", "");
  writeFileSync(join(project.path, "types.ts"), source);
  const flags = [
    "--noEmit",
    "--strict",
    "--target",
    "es2022",
    "--lib",
    "es2022,dom,esnext.disposable",
    "--types",
    "",
  ];
  for (const module of [
    ["--module", "nodenext"],
    ["--module", "esnext", "--moduleResolution", "bundler"],
  ]) {
    const tsc = join(root, "node_modules/typescript/bin/tsc");
    const done = await run([process.execPath, tsc, ...flags, ...module, "types.ts"]);
    expect([done.out, done.code]).toEqual(["", 0]);
  }
}, 60_000);

test("[K14.5] the page for the browser bundles", async () => {
  const { success, outputs } = await Bun.build({
    entrypoints: [join(project.path, "browser.html")],
    outdir: join(project.path, "page"),
  });
  expect([success, outputs.length > 1]).toEqual([true, true]);
});
