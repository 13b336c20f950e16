import { spawnServer, temporaryFolder } from "@hubbub/devkit";

/** A server that was just started, with its one-time link's address. */
export interface FreshServer extends AsyncDisposable {
  url: string;
  setupPath: string;
}

export async function serveFresh(): Promise<FreshServer> {
  const stack = new AsyncDisposableStack();
  const folder = stack.use(temporaryFolder());
  const server = await spawnServer({ data: `${folder.path}/data`, web: true });
  stack.defer(async () => {
    server.kill("SIGTERM");
    await server.ended;
  });
  return {
    url: server.url,
    setupPath: `/setup#code=${server.setupCode}`,
    [Symbol.asyncDispose]: () => stack.disposeAsync(),
  };
}
