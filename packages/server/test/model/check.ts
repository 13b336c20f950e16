import { type Command, type Event, type Init, type MessageState, SUBPROTOCOLS } from "@hubbub/protocol";

import { valueOf } from "../clients.ts";
import { agrees, difference } from "./compare.ts";
import { RawDevice, type StateDevice } from "./devices.ts";
import { differences } from "./differences.ts";
import { expectedState, shownState } from "./expected-state.ts";
import type { Host } from "./hosts.ts";
import { replay } from "./replay.ts";
import { perform } from "./rules/index.ts";
import type { Account, Room, World } from "./world.ts";

type Body = Extract<Command["body"], { value: object }>;

/** How long clients may take until they show what there is, in ms. */
const SETTLE_MS = 8_000;

/** What a new connection of each user is told, compared with the model. */
export async function checkServer(host: Host, world: World): Promise<string[]> {
  const faults: string[] = [];
  for (const account of world.users.values()) {
    const device = new RawDevice(host, account, SUBPROTOCOLS[(account.id + 1) % 2]!);
    for (const body of questions(world, account)) {
      const answered = await device.ask(body);
      const full = { ...body, value: { ...DEFAULTS, ...body.value } } as Command["body"];
      const expected = perform(world, account.id, full, answered);
      if (answered === undefined || !agrees(expected, answered)) {
        faults.push(`${account.name} asks ${JSON.stringify(body)}: ${difference(expected, answered)}`);
      }
    }
    for (const room of world.channels.values()) {
      if (room.members.has(account.id)) faults.push(...(await checkReplay(device, room)));
    }
    device.cut();
  }
  return faults;
}

/** What the questions below leave out. */
const DEFAULTS = {
  thread: 0,
  before: 0,
  after: 0,
  around: 0,
  limit: 0,
  unreadOnly: false,
  channels: [],
  all: false,
};

/** Everything that can be read. */
function questions(world: World, { id }: Account): Init<Body>[] {
  const most = { limit: 500 };
  const ids = [...world.users.keys()];
  const general: Init<Body>[] = [
    { case: "listChannels", value: { after: "", ...most } },
    { case: "getUsers", value: { ids } },
    { case: "listUsers", value: { prefix: "", channel: 0, after: "", ...most } as never },
    { case: "getUnread", value: {} },
    { case: "syncUser", value: {} },
    { case: "listThreads", value: { channel: 0, limit: 100 } },
    { case: "listMentions", value: { limit: 100 } },
    { case: "listReports", value: { all: true, limit: 100 } },
    { case: "listAudit", value: { channel: 0, ...most } },
    { case: "listWordRules", value: { channel: 0 } },
    { case: "listWebhooks", value: { channel: 0 } },
    { case: "listSlashCommands", value: {} },
    { case: "getSettings", value: {} },
  ];
  return [...general, ...[...world.channels.values()].flatMap((room) => questionsOf(room, id))];
}

function questionsOf(room: Room, _user: number): Init<Body>[] {
  const channel = room.id;
  const seqs = [...room.messages.keys()];
  const roots = [...new Set([...room.messages.values()].map(({ thread }) => thread))];
  const edited = [...room.messages.values()].filter(({ versions }) => versions.length !== 1);
  return [
    { case: "history", value: { channel, limit: 500 } },
    ...roots.map((thread): Init<Body> => ({ case: "listMessages", value: { channel, thread, limit: 500 } })),
    { case: "listMessages", value: { channel, thread: 0, limit: 500 } },
    { case: "getMessages", value: { channel, seqs } },
    ...edited.map(({ seq }): Init<Body> => ({ case: "listEdits", value: { channel, seq } })),
    { case: "listPins", value: { channel } },
    { case: "listThreads", value: { channel, limit: 100 } },
    { case: "listMembers", value: { channel, after: 0, limit: 500 } },
    { case: "getReceipts", value: { channel } },
    { case: "listInvites", value: { channel } },
    { case: "listBans", value: { channel } },
    { case: "listWordRules", value: { channel } },
    { case: "listWebhooks", value: { channel } },
    { case: "listAudit", value: { channel, limit: 500 } },
  ];
}

/** The events alone, from the first on, make the messages that pages have; times included. */
async function checkReplay(device: RawDevice, { id: channel, messages }: Room): Promise<string[]> {
  const events: Event[] = [];
  for (let more = true; more;) {
    const body = { case: "history", value: { channel, after: events.length, limit: 7 } } as const;
    const page = valueOf(await device.ask(body), "events");
    events.push(...page.events);
    ({ more } = page);
  }
  if (events.some(({ seq }, at) => seq !== at + 1)) return [`channel ${channel} has holes in its log`];
  if (messages.size === 0) return [];
  const seqs = [...messages.keys()];
  const page = valueOf(await device.ask({ case: "getMessages", value: { channel, seqs } }), "messages");
  const replayed: MessageState[] = replay(events);
  if (Bun.deepEquals(page.messages, replayed)) return [];
  const parts = differences(replayed, page.messages);
  return [`channel ${channel} by its events alone, and by pages, differs:\n  ${parts.join("\n  ")}`];
}

/** What clients show that were there from the beginning, compared with the model. */
export async function checkClients(world: World, devices: readonly StateDevice[]): Promise<string[]> {
  const end = Date.now() + SETTLE_MS;
  for (;;) {
    const faults = devices.flatMap((device) => {
      const wanted = expectedState(world, device);
      const shown = shownState(device);
      return Object.keys(wanted)
        .filter((name) => !Bun.deepEquals(wanted[name], shown[name]))
        .map((name) => {
          const parts = differences(wanted[name], shown[name], name);
          return `${device.client.me?.name}'s client differs:\n  ${parts.join("\n  ")}`;
        });
    });
    const failed = devices.flatMap((device) =>
      device.faults.map((error) => `${device.client.me?.name}'s client failed: ${String(error)}`),
    );
    if (failed.length > 0) return failed;
    if (faults.length === 0 || Date.now() > end) return faults;
    await Bun.sleep(10);
  }
}
