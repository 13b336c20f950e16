import type { DescEnum, DescMessage, DescOneof } from "@bufbuild/protobuf";
import { getComments } from "@bufbuild/protoplugin";

import { isRepeated, members, type Output, symbol, typeOf } from "./symbols.ts";

type Commented = Parameters<typeof getComments>[0];

function printComment(out: Output, desc: Commented, indent: string): void {
  const comments = getComments(desc);
  const text = (comments.leading ?? comments.trailing)?.trimEnd();
  if (text === undefined) return;
  const lines = text.split("\n");
  if (lines.length === 1) return out.f.print(`${indent}/**${lines[0]} */`);
  out.f.print(`${indent}/**`);
  for (const line of lines) out.f.print(`${indent} *${line}`);
  out.f.print(`${indent} */`);
}

/** `{ case: "send"; value: Send } | … | { case: undefined; value?: undefined }`, as protobuf-es has it. */
function printOneof(out: Output, oneof: DescOneof): void {
  out.f.print(`  ${oneof.localName}:`);
  for (const field of oneof.fields)
    out.f.print(`    | { case: "${field.localName}"; value: `, typeOf(out, field), " }");
  out.f.print("    | { case: undefined; value?: undefined };");
}

export function printInterface(out: Output, message: DescMessage): void {
  out.f.print();
  printComment(out, message, "");
  out.f.print(`export interface ${message.name} {`);
  for (const member of members(message)) {
    printComment(out, member, "  ");
    if (member.kind === "oneof") printOneof(out, member);
    else if (isRepeated(member)) out.f.print(`  ${member.localName}: `, typeOf(out, member), "[];");
    else if (member.message === undefined) out.f.print(`  ${member.localName}: `, typeOf(out, member), ";");
    else out.f.print(`  ${member.localName}: `, symbol(out, member.message, "type"), " | undefined;");
  }
  out.f.print("}");
}

/** Fields of an enum's type are numbers: a newer peer may send values that this table doesn't have. */
export function printEnum(out: Output, type: DescEnum): void {
  out.f.print();
  printComment(out, type, "");
  out.f.print(`export const ${type.name} = {`);
  for (const value of type.values) out.f.print(`  ${value.localName}: ${value.number},`);
  out.f.print("} as const;");
  out.f.print(`export type ${type.name} = (typeof ${type.name})[keyof typeof ${type.name}];`);
}
