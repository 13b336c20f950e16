import { decodeServerFrame, encodeServerFrame, LIMITS, type UserEvent } from "@hubbub/protocol";
import { ClientAddress } from "@hubbub/protocol/client-address";

import type { Bus, BusListener } from "./bus/bus.ts";
import { MemoryBus } from "./bus/memory.ts";
import { connectNats, NatsBus } from "./bus/nats.ts";
import { sendDue } from "./commands/send-due.ts";
import type { GatewayConfig } from "./config.ts";
import { CatchUp } from "./core/catch-up.ts";
import { ChannelDirectory } from "./core/channel-directory.ts";
import { EventLog } from "./core/event-log.ts";
import { Flusher } from "./core/flusher.ts";
import { Hub } from "./core/hub.ts";
import { OnlineUsers, type ToldChange } from "./core/online-users.ts";
import { Pacing } from "./core/pacing.ts";
import { Posts } from "./core/posts.ts";
import { Presence } from "./core/presence.ts";
import { Schedule } from "./core/schedule.ts";
import { NewsTeller } from "./core/server-news.ts";
import { Settings } from "./core/server-settings.ts";
import { SlowMode } from "./core/slow-mode.ts";
import { Typing } from "./core/typing.ts";
import { UserPresence } from "./core/user-presence.ts";
import { WordRules } from "./core/words/word-rules.ts";
import { Writes } from "./core/writes.ts";
import { type FileService, openFileService } from "./files/file-service.ts";
import { accountsMetrics } from "./gateway/accounts-metrics.ts";
import { BotTokens } from "./gateway/bot-tokens.ts";
import type { GatewayContext } from "./gateway/gateway-context.ts";
import { Revocations } from "./gateway/revocations.ts";
import { Sessions } from "./gateway/sessions.ts";
import { TokenCheck } from "./gateway/token-check.ts";
import { WorkerLink } from "./gateway/worker-link.ts";
import { Health } from "./health/health.ts";
import { LoopDelay } from "./health/loop-delay.ts";
import { WebClient } from "./http/web-client.ts";
import type { Log } from "./log.ts";
import { Metrics } from "./metrics.ts";
import { openStore } from "./open-store.ts";
import { type Gateway, runGateway } from "./run-gateway.ts";
import { loadSecrets, type Secrets } from "./secrets.ts";
import type { DueMessage, Store, UserChange } from "./store/store.ts";

/** Where the accounts service is. */
export type AccountsAddress = Pick<GatewayConfig, "authUrl" | "internalKey">;

/**
 * Puts the gateway together and opens its port. Rejects with StartRefused, which says what to do. `startAccounts` is
 * called when the data folder is this server's alone: what is started there can't disturb another's.
 */
export async function startGateway(
  config: GatewayConfig,
  log: Log,
  startAccounts?: () => Promise<AccountsAddress>,
): Promise<Gateway> {
  const store = await openStore(config);
  try {
    const accounts = await startAccounts?.();
    const whole = { ...config, ...accounts };
    const files = await openFileService(whole, store, log);
    try {
      const secrets = await loadSecrets(store);
      const openBus = await busOpener(whole, secrets, log);
      const gateway = compose(whole, log, store, files, secrets, openBus);
      await Promise.all([gateway.settings.refresh(), gateway.words.refresh()]);
      return runGateway(gateway);
    } catch (error) {
      await files.close();
      throw error;
    }
  } catch (error) {
    await store.close();
    throw error;
  }
}

type OpenBus = (listener: BusListener) => Bus;

/** Connects to the other nodes, if there are any. Rejects with StartRefused. */
async function busOpener({ nats }: GatewayConfig, { cluster }: Secrets, log: Log): Promise<OpenBus> {
  if (nats === undefined) return (listener) => new MemoryBus(listener);
  const connection = await connectNats(nats);
  return (listener) => new NatsBus(connection, { cluster, listener, log });
}

/** The only place where the implementations are chosen and made. */
function compose(
  config: GatewayConfig,
  log: Log,
  store: Store,
  files: FileService,
  secrets: Secrets,
  openBus: OpenBus,
): GatewayContext {
  const loop = new LoopDelay();
  const sinceScrape = loop.collector();
  const sessions = new Sessions(config);
  const metrics = new Metrics({
    connections: () => sessions.size,
    users: () => users.size,
    topics: () => hub.topics,
    waitingSends: () => events.waiting,
    loopDelay() {
      loop.collect();
      const delay = { mean: sinceScrape.mean / 1e6 || 0, max: sinceScrape.max / 1e6 || 0 };
      sinceScrape.reset();
      return delay;
    },
  });
  const hub: Hub = new Hub({
    listen: (channel) => bus.listen(channel),
    unlisten: (channel) => bus.unlisten(channel),
    position: (channel) => store.read("channel", { id: channel }),
    entriesAfter: async (channel, after) =>
      (await store.history({ channel, after, before: 0, limit: 4096, maxBytes: 1 << 24 }))?.entries ?? [],
    failed: (error) => log.error({ err: error }, "missed events could not be read"),
    delivered: (count, since) => metrics.delivered(count, since),
    wake: () => flusher.schedule(),
  });
  const pacing = new Pacing(config.flush);
  const flusher = new Flusher(pacing, hub, metrics);
  const channels = new ChannelDirectory((ids) => store.read("channels", { ids }));
  const settings = new Settings(() => store.read("settings", {}));
  const words = new WordRules(() => store.read("allWordRules", {}));
  const news = new NewsTeller(() => sessions.all());
  const bus: Bus = openBus({
    take: (batch) => hub.take(batch),
    signal: (channel, bytes, exceptUser) => hub.signal(channel, bytes, exceptUser),
    told: (change) => users.told(change, toldEvent(change)),
    channelChanged: (channel) => channels.refresh(channel),
    async serverChanged(kind) {
      if (kind === "settings") await settings.refresh();
      if (kind === "wordRules") await words.refresh();
      news.changed(kind);
    },
    returned: () => catchUp.now(),
  });
  const worker = new WorkerLink(config.workerKey, log);
  const events = new EventLog(store, bus, metrics, pacing, worker);
  const health = new Health(
    {
      connections: () => sessions.size,
      users: () => users.size,
      totals: () => metrics.totals(),
      measured: metrics.recent,
      loop,
      accountsMetrics: () => accountsMetrics(config.authUrl),
      workerMetrics: () => worker.metrics(),
    },
    config.healthTickMs,
  );
  const writes = new Writes(store, events, bus);
  const presence: Presence = new Presence(hub, () => users);
  const userPresence: UserPresence = new UserPresence(() => users);
  const users: OnlineUsers = new OnlineUsers(
    {
      listen: (user) => bus.listenUser(user),
      unlisten: (user) => bus.unlistenUser(user),
      changesAfter: (user, version) => changesAfter(store, user, version),
      failed: (error) => log.error({ err: error }, "missed changes of a user could not be read"),
      async arrive(user) {
        await writes.do("saveUser", user);
        return store.read("arrival", { user: user.id });
      },
      know: (ids) => channels.know(ids),
      channel: (id) => channels.get(id),
      learn: (channel) => channels.learn(channel),
      changed(user, online) {
        presence.changed(user, online);
        userPresence.changed(user.id);
      },
    },
    config.sendRate,
  );
  const revocations = new Revocations({
    authUrl: config.authUrl,
    internalKey: config.internalKey,
    pollMs: config.revocationPollMs,
    log,
  });
  const tokens = new TokenCheck(config.authUrl, revocations);
  const schedule = new Schedule<DueMessage>({
    next: () => store.read("nextScheduled", {}),
    due: (now) => store.read("dueScheduled", { now }),
    send: (due) => sendDue(gateway, due),
    failed: (error) => log.error({ err: error }, "scheduled messages could not be sent"),
  });
  const catchUp: CatchUp = new CatchUp({
    up: () => bus.up,
    channels: () => hub.channels(),
    heads: (ids) => store.read("logHeads", { channels: ids }),
    logsAre: (heads) => hub.caughtUp(heads),
    users: () => users.ids(),
    versions: (ids) => store.read("feedVersions", { users: ids }),
    feedsAre: (versions) => users.caughtUp(versions),
    async readShared() {
      await Promise.all([settings.refresh(), words.refresh(), channels.refreshAll()]);
      for (const kind of ["settings", "emoji"] as const) news.changed(kind);
    },
    failed: (error) => log.error({ err: error }, "what other nodes did could not be read; it is tried again"),
  });
  const gateway: GatewayContext = {
    config,
    log,
    addresses: new ClientAddress(config.trustedProxies),
    metrics,
    health,
    store,
    events,
    writes,
    posts: new Posts(events, writes),
    schedule,
    channels,
    settings,
    words,
    slowMode: new SlowMode(),
    bus,
    catchUp,
    hub,
    flusher,
    users,
    presence,
    userPresence,
    typing: new Typing(),
    sessions,
    tokens,
    botTokens: new BotTokens(config.authUrl),
    revocations,
    worker,
    files,
    secrets,
    webClient: config.webFiles && new WebClient(config.webFiles),
  };
  return gateway;
}

/** What is newer in a user's feed than a version, a page of it. */
async function changesAfter(store: Store, user: number, after: number): Promise<ToldChange[]> {
  const { events = [] } = await store.read("syncUser", { user, after, limit: LIMITS.pageMax });
  return events.map((event) => {
    const frame = encodeServerFrame({ userEvents: [event] });
    const change = { user, version: event.version ?? 0, frame };
    return { change, event: toldEvent(change) };
  });
}

/** The one event in a change's frame. */
function toldEvent({ frame }: UserChange): UserEvent {
  const [event] = decodeServerFrame(frame).userEvents;
  if (!event) throw new Error("a change of a user's feed is empty");
  return event;
}
