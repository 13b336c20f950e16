import { codecFor, type Reply } from "@hubbub/protocol";

import { differences } from "./differences.ts";
import type { Answer } from "./rules/rule.ts";

/** Fields that only the server knows the value of: all that counts is whether there is one. */
const SERVERS_OWN = new Set(["at", "editedAt", "pinnedAt", "lastAt", "createdAt", "closedAt", "epoch"]);

const codec = codecFor("hubbub.v1.protobuf");

/** An answer with its defaults, as it would come over the wire. */
function complete(answer: Answer): Reply["body"] {
  const frame = codec.decodeServer(codec.encodeServer({ replies: [{ id: 1, body: answer }] }));
  return frame.replies[0]!.body;
}

function blank(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(blank);
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(
    Object.entries(value)
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, part]) => [name, SERVERS_OWN.has(name) ? Number(part !== 0) : blank(part)]),
  );
}

type Plain = Record<string, unknown>;

/** What is told in an order that only times explain is put into one of its own. */
const sorted = (items: unknown[]): unknown[] =>
  items
    .map((item) => [JSON.stringify(item), item] as const)
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([, item]) => item);

/** An answer as far as it can be compared. */
export function comparable(body: Reply["body"]): unknown {
  if (body.case === "error") return { case: body.case, name: body.value.name };
  if (body.case === undefined) return {};
  const value = blank(body.value) as Plain;
  if (body.case === "scheduled") value["at"] = body.value.at;
  if (body.case === "bans") value["bans"] = sorted(value["bans"] as unknown[]);
  if (body.case === "threads") value["threads"] = sorted(value["threads"] as unknown[]);
  if (body.case === "found") value["found"] = sorted(value["found"] as unknown[]);
  if (body.case === "userChanges") {
    delete value["version"];
    value["events"] = sorted(
      (value["events"] as { body: { case: string } }[])
        .map((event) => event.body)
        .filter(({ case: kind }) => kind !== "scheduledGone"),
    );
  }
  if (body.case === "audit") {
    const entries = value["entries"] as { detail: unknown }[];
    for (const entry of entries) entry.detail = JSON.parse(entry.detail as string);
  }
  return { case: body.case, value };
}

/** Why somebody is refused who is kept out at the same moment: it depends on when it is looked at. */
const OVERTAKEN: ReadonlySet<string> = new Set([
  "forbidden",
  "not_member",
  "not_found",
  "archived",
  "muted",
  "banned",
]);

/** The same of a command that was under way at the same time as others. */
export function agreesAtOnce(expected: Answer, answered: Reply["body"]): boolean {
  if (expected?.case !== "error" || answered.case !== "error") return agrees(expected, answered);
  const names = [expected.value.name ?? "", answered.value.name];
  return names[0] === names[1] || names.every((name) => OVERTAKEN.has(name));
}

/** Whether the server said what the model says. */
export function agrees(expected: Answer, answered: Reply["body"]): boolean {
  return Bun.deepEquals(comparable(complete(expected)), comparable(answered));
}

/** Where what both say differs, for people. */
export function difference(expected: Answer, answered: Reply["body"] | undefined): string {
  const said = answered && comparable(answered);
  return differences(comparable(complete(expected)), said).join("\n  ");
}
