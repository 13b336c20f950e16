import { Accounts, Hubbub, MemorySession } from "@hubbub/client";
import { type NatsServer, type PostgresServer, startNats, startPostgres, startStack } from "@hubbub/devkit";

import { type Gateway } from "../../src/index.ts";

/** Nodes on one database, which hear each other, with one accounts service. */
export interface Cluster extends AsyncDisposable {
  readonly postgres: PostgresServer;
  readonly nats: NatsServer;
  readonly nodes: readonly Gateway[];
  /** A client of the user at one of the nodes; the user is signed up with the first. */
  client(name: string, node: number): Promise<Hubbub>;
}

export async function startCluster(count: number): Promise<Cluster> {
  const stack = new AsyncDisposableStack();
  const postgres = stack.use(await startPostgres());
  const nats = stack.use(await startNats());
  const database = await postgres.database();
  const shared = { database, nats: nats.url };
  const first = await startStack({ gateway: shared });
  stack.defer(() => first.close());
  const nodes = [first.gateway];
  for (let node = 1; node < count; node++) {
    const next = await startStack({
      gateway: { ...shared, authUrl: first.auth.url, internalKey: first.internalKey },
    });
    stack.defer(() => next.close());
    nodes.push(next.gateway);
  }
  const sessions = new Map<string, MemorySession>();
  const clients: Hubbub[] = [];
  stack.defer(() => clients.forEach((client) => client.close()));
  return {
    postgres,
    nats,
    nodes,
    async client(name, node) {
      let session = sessions.get(name);
      if (session === undefined) {
        const password = `the long password of ${name}`;
        session = new MemorySession(await new Accounts(first.url).signup({ name, password }));
        sessions.set(name, session);
      }
      const client = await Hubbub.connect({ url: nodes[node]!.url, session });
      clients.push(client);
      return client;
    },
    [Symbol.asyncDispose]: () => stack.disposeAsync(),
  };
}
