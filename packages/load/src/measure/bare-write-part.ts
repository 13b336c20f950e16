/** About a frame with one message of 64 characters. */
export const BYTES = 100;

export const PARTS = ["writer", "reader"] as const;
export type Part = (typeof PARTS)[number];

/** What the parent tells a part. */
export interface BareWriteOrders {
  connections: number;
  measureMs: number;
  /** Of the writer; for the reader. */
  port?: number;
}

/** What the writer tells the parent: where it listens, then the CPU of one write, for each round in µs. */
export type BareWriteTold = { port: number } | { cpuUs: number[] };

/** One part of the measurement, in a process of its own that was started with an IPC channel, and ends with it. */
export function runBareWritePart(part: Part): void {
  process.on("disconnect", () => process.exit());
  // A Ctrl-C of the terminal goes to all its processes; the parent decides.
  process.on("SIGINT", () => {});
  process.on("message", (orders: BareWriteOrders) => {
    if (part === "writer") write(orders);
    else void read(orders);
  });
}

function write({ connections, measureMs }: BareWriteOrders): void {
  const sockets: Bun.Socket[] = [];
  const server = Bun.listen({
    hostname: "127.0.0.1",
    port: 0,
    socket: {
      open(socket) {
        sockets.push(socket);
        if (sockets.length === connections) void measure(sockets, measureMs);
      },
      data() {},
    },
  });
  process.send!({ port: server.port } satisfies BareWriteTold);
}

async function measure(sockets: readonly Bun.Socket[], measureMs: number): Promise<void> {
  const bytes = new Uint8Array(BYTES);
  const cpuUs: number[] = [];
  const end = performance.now() + measureMs;
  while (performance.now() < end) {
    const [before, began] = [process.cpuUsage(), performance.now()];
    for (const socket of sockets) {
      if (socket.write(bytes) !== BYTES) throw new Error("The reader of bare writes can't keep up.");
    }
    const { user, system } = process.cpuUsage(before);
    cpuUs.push((user + system) / sockets.length);
    await Bun.sleep(performance.now() - began);
  }
  process.send!({ cpuUs } satisfies BareWriteTold);
}

async function read({ connections, port }: BareWriteOrders): Promise<void> {
  const socket = { data() {} };
  for (let made = 0; made < connections; made++) {
    await Bun.connect({ hostname: "127.0.0.1", port: port!, socket });
  }
}
