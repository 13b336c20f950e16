import { expect, test } from "bun:test";

import type { CloseName } from "@hubbub/protocol";

import { OnlineUser } from "../src/core/online-users.ts";
import type { Session, SessionState } from "../src/gateway/session.ts";
import { Sessions } from "../src/gateway/sessions.ts";

const TIMES = { authenticateMs: 10_000, heartbeatMs: 25_000 };
const FAR = 1e15;

type Visible = Pick<Session, "lastSeen" | "state" | "isBlocked" | "userId" | "heartbeat" | "close">;

/** What of a session the wheel uses, without a socket. */
class Client implements Visible {
  state: SessionState = { kind: "new" };
  isBlocked = false;
  heartbeats: number[] = [];
  closed: [reason: CloseName, at: number] | undefined;

  constructor(
    private readonly wheel: Wheel,
    readonly userId: number,
    public lastSeen: number,
  ) {}

  authenticate(expiresAt = FAR): void {
    const rights = { admin: false, bot: false, guest: false };
    const identity = { id: this.userId, name: "ann", ...rights };
    const user = new OnlineUser(identity, { burst: 1, perSecond: 1 }, 0);
    const claims = {
      userId: this.userId,
      name: "ann",
      sid: "s",
      ...rights,
      scopes: [],
      issuedAt: 0,
      expiresAt,
    };
    this.state = { kind: "open", user, claims };
    this.wheel.sessions.authenticatedNow(this.session);
  }

  heartbeat(): void {
    this.heartbeats.push(this.wheel.now);
  }

  close(reason: CloseName): void {
    this.closed = [reason, this.wheel.now];
    this.state = { kind: "closed" };
    this.wheel.sessions.remove(this.session);
  }

  get session(): Session {
    return this as unknown as Session;
  }
}

/** Sessions with a clock that the test turns. */
class Wheel {
  readonly sessions = new Sessions(TIMES);
  now = 0;

  connect(userId = 1): Client {
    const client = new Client(this, userId, this.now);
    this.sessions.add(client.session);
    return client;
  }

  /** One tick a second, as the gateway makes them. */
  run(seconds: number, eachSecond: () => void = () => {}): void {
    for (let i = 0; i < seconds; i++) {
      this.now += 1000;
      eachSecond();
      this.sessions.tick(this.now, this.now);
    }
  }
}

test("[G17.1] every connection gets a heartbeat once each 25 s, and many that came at once not all at once", () => {
  const wheel = new Wheel();
  const clients = Array.from({ length: 1000 }, () => wheel.connect());
  for (const client of clients) client.authenticate();
  const answer = (): void => clients.forEach((client) => (client.lastSeen = wheel.now));
  wheel.run(75, answer);
  for (const { heartbeats, closed } of clients) {
    expect(closed).toBeUndefined();
    expect(heartbeats).toHaveLength(3);
    expect([heartbeats[1]! - heartbeats[0]!, heartbeats[2]! - heartbeats[1]!]).toEqual([25_000, 25_000]);
  }
  const together = Map.groupBy(clients, ({ heartbeats }) => heartbeats[0]!);
  for (const some of together.values()) expect(some.length).toBeLessThan(200);
});

test("[G17.2] who says nothing is closed at the first heartbeat after 62.5 s, and not before", () => {
  const wheel = new Wheel();
  const clients = Array.from({ length: 50 }, () => wheel.connect());
  for (const client of clients) client.authenticate();
  wheel.run(62);
  for (const { closed } of clients) expect(closed).toBeUndefined();
  wheel.run(26);
  for (const { closed } of clients) {
    expect(closed![0]).toBe("heartbeat_timeout");
    expect(closed![1]).toBeGreaterThan(62_500);
    expect(closed![1]).toBeLessThanOrEqual(88_000);
  }
  expect(wheel.sessions.size).toBe(0);
});

test("[G17.3] who doesn't read, but is there, is kept for 10 minutes", () => {
  const wheel = new Wheel();
  const client = wheel.connect();
  client.authenticate();
  client.isBlocked = true;
  wheel.run(600);
  expect(client.closed).toBeUndefined();
  wheel.run(26);
  expect(client.closed![0]).toBe("heartbeat_timeout");
});

test("[G17.4] who has not authenticated after 10 s is closed, and those who came later are not", () => {
  const wheel = new Wheel();
  const early = wheel.connect();
  wheel.run(5);
  const [late, quick] = [wheel.connect(), wheel.connect()];
  quick.authenticate();
  wheel.run(4);
  expect(early.closed).toBeUndefined();
  wheel.run(1);
  expect(early.closed).toEqual(["authenticate_timeout", 10_000]);
  wheel.run(5);
  expect(late.closed).toEqual(["authenticate_timeout", 15_000]);
  expect(quick.closed).toBeUndefined();
});

test("[G17.5] a connection whose token has ended is closed within 25 s, though it is alive", () => {
  const wheel = new Wheel();
  const [ended, renewed] = [wheel.connect(), wheel.connect()];
  ended.authenticate(40_000);
  renewed.authenticate(40_000);
  wheel.run(100, () => {
    ended.lastSeen = renewed.lastSeen = wheel.now;
    if (wheel.now === 39_000 && renewed.state.kind === "open") renewed.state.claims.expiresAt = FAR;
  });
  expect(ended.closed![0]).toBe("token_expired");
  expect(ended.closed![1]).toBeGreaterThanOrEqual(40_000);
  expect(ended.closed![1]).toBeLessThanOrEqual(65_000);
  expect(renewed.closed).toBeUndefined();
});

test("[G17.6] connections are counted, found by user, and forgotten when they end", () => {
  const wheel = new Wheel();
  const [ann, anotherAnn, ben, unknown] = [
    wheel.connect(1),
    wheel.connect(1),
    wheel.connect(2),
    wheel.connect(3),
  ];
  for (const client of [ann, anotherAnn, ben]) client.authenticate();
  expect(wheel.sessions.size).toBe(4);
  expect(wheel.sessions.authenticated).toBe(3);
  expect(wheel.sessions.of(1)).toEqual([ann.session, anotherAnn.session]);
  expect(new Set(wheel.sessions.all())).toEqual(
    new Set([ann, anotherAnn, ben, unknown].map(({ session }) => session)),
  );
  for (const client of [ann, anotherAnn, ben, unknown]) wheel.sessions.remove(client.session);
  expect(wheel.sessions.size).toBe(0);
  expect(wheel.sessions.of(1)).toEqual([]);
  wheel.run(100);
  expect(ann.heartbeats).toEqual([]);
});
