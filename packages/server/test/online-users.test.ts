import { expect, test } from "bun:test";

import { OnlineUsers } from "../src/core/online-users.ts";
import { StoreUnavailable } from "../src/store/store.ts";
import { rejection } from "./rejection.ts";

/** Users whose arrivals in the store and whose changes are recorded. */
function recorded() {
  const changes: [user: number, online: boolean][] = [];
  const loads: string[] = [];
  const store = { fails: false };
  const users = new OnlineUsers(
    {
      async connectUser({ id, name }) {
        loads.push(`${id} ${name}`);
        if (store.fails) throw new StoreUnavailable("The disk is full.");
        return [id * 10, id * 10 + 1];
      },
      changed: ({ id }, online) => changes.push([id, online]),
    },
    { burst: 2, perSecond: 1 },
  );
  return { users, changes, loads, store };
}

test("[G14.1] a user is online from the first connection until 3 s after the last one closed", async () => {
  const { users, changes } = recorded();
  const first = await users.arrive(1, "ann");
  const second = await users.arrive(1, "ann");
  expect(second).toBe(first);
  expect(changes).toEqual([[1, true]]);
  users.leave(first, 1000);
  users.expire(100_000);
  expect(changes).toEqual([[1, true]]);
  users.leave(second, 100_000);
  users.expire(102_999);
  expect(changes).toEqual([[1, true]]);
  users.expire(103_000);
  expect(changes).toEqual([
    [1, true],
    [1, false],
  ]);
  expect(users.size).toBe(0);
});

test("[G14.2] who comes back within the grace was never away", async () => {
  const { users, changes, loads } = recorded();
  const user = await users.arrive(1, "ann");
  users.leave(user, 0);
  expect(await users.arrive(1, "ann")).toBe(user);
  users.expire(1e9);
  expect(changes).toEqual([[1, true]]);
  expect(loads).toEqual(["1 ann"]);
  users.leave(user, 1e9);
  users.expire(1e9 + 3000);
  expect(users.size).toBe(0);
});

test("[G14.3] each user's grace is its own, in the order of leaving", async () => {
  const { users, changes } = recorded();
  const [ann, ben, cem] = await Promise.all([1, 2, 3].map((id) => users.arrive(id, `user-${id}`)));
  users.leave(ben!, 0);
  users.leave(ann!, 1000);
  users.leave(cem!, 2000);
  await users.arrive(2, "user-2");
  users.expire(4000);
  expect(changes.filter(([, online]) => !online)).toEqual([[1, false]]);
  users.expire(5000);
  expect(changes.filter(([, online]) => !online).map(([id]) => id)).toEqual([1, 3]);
});

test("[G14.4] all connections of a user share the channels and the allowance to send", async () => {
  const { users } = recorded();
  const [one, two] = await Promise.all([users.arrive(4, "dan"), users.arrive(4, "dan")]);
  expect([...one.channels]).toEqual([40, 41]);
  const now = performance.now();
  expect([one.sends.take(now), two.sends.take(now)]).toEqual([0, 0]);
  expect(one.sends.take(now)).toBeGreaterThan(0);
});

test("[G14.5] a new name is told to the store and holds for all connections", async () => {
  const { users, loads, changes } = recorded();
  const user = await users.arrive(1, "ann");
  await users.arrive(1, "anna");
  expect(user.name).toBe("anna");
  expect(loads).toEqual(["1 ann", "1 anna"]);
  expect(changes).toEqual([[1, true]]);
});

test("[G14.6] an arrival that the store fails counts for nothing, and the next is tried anew", async () => {
  const { users, changes, store } = recorded();
  store.fails = true;
  const both = [users.arrive(1, "ann"), users.arrive(1, "ann")];
  for (const arrival of both) expect(await rejection(arrival)).toBeInstanceOf(StoreUnavailable);
  expect(users.size).toBe(0);
  store.fails = false;
  const user = await users.arrive(1, "ann");
  users.leave(user, 0);
  users.expire(3000);
  expect(users.size).toBe(0);
  expect(changes).toEqual([
    [1, true],
    [1, false],
  ]);
});

test("[G14.7] a failed arrival leaves the user's other connections as they were", async () => {
  const { users, changes, store } = recorded();
  const user = await users.arrive(1, "ann");
  store.fails = true;
  expect(await rejection(users.arrive(1, "anna"))).toBeInstanceOf(StoreUnavailable);
  expect(user.channels.size).toBe(2);
  store.fails = false;
  expect(await users.arrive(1, "anna")).toBe(user);
  users.leave(user, 0);
  users.leave(user, 0);
  users.expire(3000);
  expect(users.size).toBe(0);
  expect(changes).toEqual([
    [1, true],
    [1, false],
  ]);
});
