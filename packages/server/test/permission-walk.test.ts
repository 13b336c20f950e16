import { afterAll, beforeAll, expect, setDefaultTimeout, test } from "bun:test";
import { join } from "node:path";

import { type Crowd, startCrowd } from "@hubbub/devkit";
import { ARCHIVED_ACTIONS, type ChannelAction, NOT_IN_DIRECT, PERMISSIONS, Role } from "@hubbub/protocol";

import { STORE_FILE } from "../src/config.ts";
import { commandNames, rowOf } from "../src/gateway/command-table/table.ts";
import type { Person } from "./people.ts";
import { DatabaseContents } from "./permission-walk/database-contents.ts";
import { expected } from "./permission-walk/expected.ts";
import { KINDS, makeWorld, type Persona, type Place, type World } from "./permission-walk/place.ts";
import { WALK, type WalkRow, WITHOUT_CHANNEL } from "./permission-walk/rows.ts";

setDefaultTimeout(60_000);

let crowd: Crowd;
let world: World;
let contents: DatabaseContents;

beforeAll(async () => {
  crowd = await startCrowd();
  world = await makeWorld(crowd);
  contents = new DatabaseContents(join(crowd.data, STORE_FILE));
});
afterAll(async () => {
  contents.close();
  await crowd.close();
});

const isThere = ({ command }: WalkRow): boolean => command !== "authenticate" && rowOf(command) !== undefined;

test("[H5.1] every command has its place in the walk over the table of permissions, or is about no one channel", () => {
  const walked = new Set(WALK.map(({ command }) => command));
  const missing = commandNames().filter((name) => !walked.has(name) && !WITHOUT_CHANNEL.has(name));
  expect(missing).toEqual([]);
});

/** What came of it, and whether anything was written. */
async function attempt(
  row: WalkRow,
  place: Place,
  client: Person,
): Promise<{ outcome: string; wrote: boolean }> {
  const before = contents.now();
  const body = await client.ask(row.body(place));
  const wrote = contents.now() !== before;
  if (body?.case !== "error") return { outcome: body === undefined ? "closed" : "may", wrote };
  const { name } = body.value;
  return { outcome: name, wrote };
}

test.each(KINDS)(
  "[H5.2] in a channel of each kind (%s) every command is done for whom the table allows it, and for others changes nothing",
  async (kind) => {
    const faults: string[] = [];
    for (const row of WALK.filter(isThere)) {
      if (kind === "direct" && row.direct === "nothing") continue;
      for (const { persona, client } of world.people) {
        const place = world.placeOf(persona, kind);
        if (place) faults.push(...(await tryOut(row, place, persona, client)));
      }
    }
    expect(faults).toEqual([]);
  },
);

async function tryOut(row: WalkRow, place: Place, persona: Persona, client: Person): Promise<string[]> {
  const wanted = expected(row, persona, place.kind);
  const { outcome, wrote } = await attempt(row, place, client);
  const good = outcome === wanted || (wanted === "may" && outcome === row.passes);
  const what = `${persona.name} asks for ${row.command} (${row.takes}) in ${place.kind}`;
  if (!good) return [`${what}: ${outcome} instead of ${wanted}`];
  if (outcome !== "may") return wrote ? [`${what}: refused, but something was written`] : [];
  if (row.restore) await row.restore(place);
  // Whoever got in by it goes out again.
  const joins = row.command === "joinChannel" || row.command === "joinByInvite";
  if (joins && persona.role === Role.UNSPECIFIED) {
    await client.ask({ case: "leaveChannel", value: { channel: place.channel } });
  }
  return [];
}

const ROLES: Record<number, string> = {
  [Role.GUEST]: "guest",
  [Role.MEMBER]: "member",
  [Role.MODERATOR]: "moderator",
  [Role.OWNER]: "owner",
};

test("[H5.3] the specification has the same table of permissions as the server", async () => {
  const spec = await Bun.file(join(import.meta.dir, "../../../docs/SPEC.md")).text();
  const section = /\n## Permissions\n([\s\S]*?)\n## /.exec(spec)?.[1] ?? "";
  const rows = [...section.matchAll(/^\| `(\w+)` *\| (\w+) *\| (\w+) *\| (\w+) *\|$/gm)];
  expect(rows.map(([, ...cells]) => cells)).toEqual(
    Object.entries(PERMISSIONS).map(([action, role]) => [
      action,
      ROLES[role]!,
      ARCHIVED_ACTIONS.has(action as ChannelAction) ? "yes" : "no",
      NOT_IN_DIRECT.has(action as ChannelAction) ? "no" : "yes",
    ]),
  );
});
