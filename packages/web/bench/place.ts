import { Accounts, Hubbub, MemorySession, type Session } from "@hubbub/client";
import { MessageMaker, spawnServer, temporaryFolder } from "@hubbub/devkit";

/** Limits that the bench, which is a whole company at one address, would run into, and the hash's cost. */
const ENVIRONMENT = {
  HUBBUB_AUTH_LIMIT_ADDRESS: "off",
  HUBBUB_AUTH_LIMIT_NAME: "off",
  HUBBUB_AUTH_LIMIT_SIGNUP: "off",
  HUBBUB_AUTH_MEMORY_COST: "1024",
  HUBBUB_AUTH_TIME_COST: "1",
};
const RATES = ["--rate-commands", "1000000/1000000", "--rate-sends", "1000000/1000000"];

const CHANNELS = 1_000;
/** Messages of each channel at the beginning: more than a window shows. */
const MESSAGES = 30;
/** Who writes. Nobody else's browser is open but the user's. */
const WRITERS = 10;
/** Channels that are filled at once. */
const AT_ONCE = 50;
/** Channels of who is measured with few. */
const FEW = 20;

/** A server with a company's chat in it, in a process of its own. */
export interface Place extends AsyncDisposable {
  url: string;
  /** Ids of the channels, `channel-0001` and so on. */
  channels: readonly number[];
  /** The first channel, which is the one that `busy` and `modest` look at. */
  channel: number;
  writers: readonly Hubbub[];
  texts: MessageMaker;
  /** Who is in all channels, and who is in few. */
  login(who: "busy" | "modest"): Promise<Session>;
}

/** The text by which the last message of a channel is known. */
export function lastTextOf(channel: number): string {
  return `the last word on ${channel}.`;
}

/** Starts it. Takes about half a minute. */
export async function openPlace(): Promise<Place> {
  const stack = new AsyncDisposableStack();
  const folder = stack.use(temporaryFolder());
  const server = await spawnServer({ data: folder.path, web: true, flags: RATES, env: ENVIRONMENT });
  stack.defer(async () => {
    server.kill("SIGTERM");
    await server.ended;
  });
  const accounts = new Accounts(server.url);
  const admin = await accounts.signup({
    name: "admin",
    password: passwordOf("admin"),
    setupCode: server.setupCode,
  });
  const clients = [await connect(server.url, admin)];
  stack.defer(() => clients.forEach((client) => client.close()));
  for (let at = 1; at < WRITERS; at++) {
    const name = `writer${at}`;
    clients.push(await connect(server.url, await accounts.signup({ name, password: passwordOf(name) })));
  }
  const texts = new MessageMaker({
    seed: 1,
    messages: CHANNELS * MESSAGES,
    users: WRITERS,
    channels: CHANNELS,
  });
  const channels = await makeChannels(clients, texts);
  for (const [who, many] of [
    ["busy", CHANNELS],
    ["modest", FEW],
  ] as const) {
    const client = await connect(server.url, await accounts.signup({ name: who, password: passwordOf(who) }));
    for (const channel of channels.slice(0, many)) await client.ask("joinChannel", { channel, name: "" });
    await client.markAllRead();
    client.close();
  }
  return {
    url: server.url,
    channels,
    channel: channels[0]!,
    writers: clients,
    texts,
    login: (who) => accounts.login({ name: who, password: passwordOf(who) }),
    [Symbol.asyncDispose]: () => stack.disposeAsync(),
  };
}

async function makeChannels(clients: readonly Hubbub[], texts: MessageMaker): Promise<number[]> {
  const [admin, ...others] = clients as [Hubbub, ...Hubbub[]];
  const channels: number[] = [];
  for (let first = 1; first <= CHANNELS; first += AT_ONCE) {
    const names = Array.from(
      { length: AT_ONCE },
      (_, at) => `channel-${String(first + at).padStart(4, "0")}`,
    );
    const made = await Promise.all(names.map((name) => admin.ask("createChannel", { name })));
    const ids = made.map(({ id }) => id);
    for (const other of others)
      await Promise.all(ids.map((channel) => other.ask("joinChannel", { channel, name: "" })));
    await Promise.all(ids.map((channel) => fill(channel, clients, texts)));
    channels.push(...ids);
  }
  return channels;
}

async function fill(channel: number, clients: readonly Hubbub[], texts: MessageMaker): Promise<void> {
  for (let at = 1; at < MESSAGES; at++)
    await write(clients[at % clients.length]!, channel, texts.next().text);
  await write(clients[0]!, channel, lastTextOf(channel));
}

export async function write(client: Hubbub, channel: number, text: string): Promise<void> {
  await client.ask("send", { channel, clientId: crypto.randomUUID(), text });
}

function connect(url: string, session: Session): Promise<Hubbub> {
  return Hubbub.connect({ url, session: new MemorySession(session) });
}

function passwordOf(name: string): string {
  return `the long password of ${name}`;
}
