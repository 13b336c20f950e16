import { expect, test } from "bun:test";

import fc from "fast-check";

import { Share } from "../src/worker/share.ts";

test("[L20.7] workers share out channels: each user is in one process, with all of its channel, in the run's order", () => {
  const cases = fc
    .record({ channels: fc.integer({ min: 0, max: 40 }), more: fc.integer({ min: 0, max: 300 }) })
    .chain(({ channels, more }) => {
      const users = Math.max(1, channels) + more;
      const workers = fc.integer({ min: 1, max: channels === 0 ? users : channels });
      return fc.record({ users: fc.constant(users), channels: fc.constant(channels), workers });
    });
  fc.assert(
    fc.property(cases, (run) => {
      const workerOf = new Map<number, number>();
      for (let worker = 0; worker < run.workers; worker++) {
        const share = new Share(worker, run);
        const users = Array.from({ length: share.users }, (_, user) => share.userOfRun(user));
        expect(users).toEqual(users.toSorted((a, b) => a - b));
        const channels = new Map<number, number>();
        for (const [user, ofRun] of users.entries()) {
          expect(ofRun).toBeLessThan(run.users);
          expect(workerOf.has(ofRun)).toBe(false);
          workerOf.set(ofRun, worker);
          if (run.channels === 0) continue;
          const channel = ofRun % run.channels;
          expect(channel % run.workers).toBe(worker);
          expect(channels.get(user % share.channels) ?? channel).toBe(channel);
          channels.set(user % share.channels, channel);
        }
        expect(channels.size).toBe(share.channels);
      }
      expect(workerOf.size).toBe(run.users);
    }),
  );
});
