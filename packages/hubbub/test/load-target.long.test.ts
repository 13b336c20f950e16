import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { writeFileSync } from "node:fs";
import { type AddressInfo, connect } from "node:net";
import { join } from "node:path";
import { createServer, type Server } from "node:tls";

import { type Stack, startStack, temporaryFolder } from "@hubbub/devkit";
import { readResult } from "@hubbub/load";
import { generate } from "selfsigned";

import { MAIN, runHubbub } from "./run-hubbub.ts";

/** A proxy that ends TLS in front of a server, as most servers have one. */
async function startProxy(url: string, key: string, cert: string): Promise<Server> {
  const { port } = new URL(url);
  const proxy = createServer({ key, cert }, (client) => {
    const server = connect(Number(port), "127.0.0.1");
    client.pipe(server).pipe(client);
    client.on("error", () => server.destroy());
    server.on("error", () => client.destroy());
  });
  // A client that doesn't trust the certificate ends the handshake.
  proxy.on("tlsClientError", () => {});
  await new Promise<void>((resolve) => {
    proxy.listen(0, "127.0.0.1", resolve);
  });
  return proxy;
}

describe("hubbub load run --target https://…", () => {
  const folder = temporaryFolder();
  const certificate = join(folder.path, "certificate.pem");
  const short = ["--users", "6", "--ramp-up", "200ms", "--plateau", "1s", "--ramp-down", "0s"];
  let stack: Stack;
  let proxy: Server;
  let target: string;

  beforeAll(async () => {
    stack = await startStack();
    const { private: key, cert } = await generate([{ name: "commonName", value: "localhost" }]);
    writeFileSync(certificate, cert);
    proxy = await startProxy(stack.url, key, cert);
    target = `https://localhost:${(proxy.address() as AddressInfo).port}`;
  });
  afterAll(async () => {
    proxy.close();
    await stack.close();
    folder[Symbol.dispose]();
  });

  test("[L20.50] a server behind TLS is loaded and checked like any other", async () => {
    const out = join(folder.path, "out");
    const env = { NODE_EXTRA_CA_CERTS: certificate };
    const args = ["--threshold", "p99=60000", "--out", out];
    const { code, stderr } = await runHubbub(["load", "run", "--target", target, ...short, ...args], env);
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    const { summary } = await readResult(join(out, "result.json"));
    expect(summary.delivered).toBeGreaterThan(0);
    for (const count of Object.values(summary.faults)) expect(count).toBe(0);
  });

  test("[L20.51] a certificate that isn't trusted is said", async () => {
    const { code, stderr } = await runHubbub(["load", "run", "--target", target, ...short]);
    expect(stderr).toMatch(/certificate/);
    expect(stderr.trim().split("\n")).toHaveLength(1);
    expect(code).toBe(3);
  });

  test("[L60.5] when nobody reads its output any more, a run ends quietly", async () => {
    const load = ["load", "run", "--target", stack.url, "--users", "2", "--channels", "1", "--plateau", "1m"];
    const run = Bun.spawn([process.execPath, MAIN, ...load, "--ramp-up", "0s"], {
      stdio: ["ignore", "pipe", "pipe"],
    });
    for await (const chunk of run.stdout) if (Buffer.from(chunk).includes("plateau")) break;
    expect(await new Response(run.stderr).text()).toBe("");
    expect(await run.exited).toBe(141);
  });
});

test("[L60.3] what answers, but is no Hubbub server, is said, and the exit code is 3", async () => {
  using other = Bun.serve({ port: 0, hostname: "127.0.0.1", fetch: () => new Response("Welcome!") });
  const target = `http://127.0.0.1:${other.port}`;
  const { stderr, code } = await runHubbub(["load", "run", "--target", target]);
  expect({ stderr, code }).toEqual({
    stderr: `${target} answers, but is no Hubbub server.\n`,
    code: 3,
  });
});

test("[L60.4] a target that accepts and never answers can be waited for, or left with Ctrl-C", async () => {
  const asked = Promise.withResolvers<void>();
  using silent = Bun.serve({
    port: 0,
    hostname: "127.0.0.1",
    fetch: () => {
      asked.resolve();
      return new Promise<Response>(() => {});
    },
  });
  const command = [process.execPath, MAIN, "load", "run", "--target", `http://127.0.0.1:${silent.port}`];
  const run = Bun.spawn(command, { stdio: ["ignore", "ignore", "pipe"] });
  await asked.promise;
  run.kill("SIGINT");
  expect(await new Response(run.stderr).text()).toStartWith("Interrupted");
  expect(await run.exited).toBe(130);
  void silent.stop(true);
});
