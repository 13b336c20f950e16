import type { Socket } from "node:net";

export interface SocksTarget {
  host: string;
  port: number;
}

const VERSION = 5;
const NO_AUTHENTICATION = 0;
const CONNECT = 1;
const DOMAIN = 3;
/** Bytes of an address, by its type; a domain's has its length before it. */
const ADDRESS_BYTES: Readonly<Record<number, number>> = { 1: 4, 4: 16 };

/** Reads whom a browser wants to talk to (SOCKS 5, RFC 1928), up to the answer; undefined if it asks for anything else. */
export async function acceptSocks(socket: Socket): Promise<SocksTarget | undefined> {
  const [version, methods = 0] = (await read(socket, 2)) ?? [];
  if (version !== VERSION || !(await read(socket, methods))) return undefined;
  socket.write(Uint8Array.of(VERSION, NO_AUTHENTICATION));
  const [, command, , type = 0] = (await read(socket, 4)) ?? [];
  const length = type === DOMAIN ? (await read(socket, 1))?.[0] : ADDRESS_BYTES[type];
  if (command !== CONNECT || length === undefined) return undefined;
  const address = await read(socket, length);
  const port = await read(socket, 2);
  if (!address || !port) return undefined;
  const host = type === DOMAIN ? address.toString("latin1") : address.join(type === 1 ? "." : ",");
  return { host, port: port.readUInt16BE() };
}

/** "succeeded", or else one of RFC 1928's reasons. */
export const SocksReply = { succeeded: 0, notAllowed: 2, refused: 5 } as const;

export function answerSocks(socket: Socket, reply: number): void {
  socket.write(Uint8Array.of(VERSION, reply, 0, 1, 0, 0, 0, 0, 0, 0));
}

/** So many bytes; undefined if the connection ends before. */
async function read(socket: Socket, count: number): Promise<Buffer | undefined> {
  for (;;) {
    const bytes = socket.read(count) as Buffer | null;
    if (bytes) return bytes.length === count ? bytes : undefined;
    if (socket.destroyed || socket.readableEnded) return undefined;
    await new Promise<void>((resolve) => {
      const go = (): void => {
        for (const event of ["readable", "end", "close"]) socket.off(event, go);
        resolve();
      };
      for (const event of ["readable", "end", "close"]) socket.on(event, go);
    });
  }
}
