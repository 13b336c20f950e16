import type { DescField, DescMessage, DescOneof } from "@bufbuild/protobuf";
import type { Printable } from "@bufbuild/protoplugin";

import { MARGIN } from "../src/wire/writer.ts";
import { isRepeated, kindOf, members, type Output, symbol, wireTypeOf } from "./symbols.ts";

/** Bytes of a tag, as calls. */
function tag(field: DescField, wireType: number): string {
  let rest = ((field.number << 3) | wireType) >>> 0;
  let code = "";
  for (; rest > 0x7f; rest >>>= 7) code += `w.byte(${(rest & 0x7f) | 0x80}); `;
  return `${code}w.byte(${rest}); `;
}

/** The most bytes that a field takes without a check for room: its tag, and a number or a length. */
const FIXED = 15;

export function printWriter(out: Output, message: DescMessage): void {
  const all = members(message);
  if (all.length * FIXED > MARGIN) throw new Error(`${message.typeName} needs a larger MARGIN in writer.ts`);
  const [w, m] = all.length === 0 ? ["_w", "_m"] : ["w", "m"];
  out.f.print();
  out.f.print(
    `export function write${message.name}(${w}: `,
    out.runtime("Writer"),
    `, ${m}: `,
    out.runtime("Init"),
    `<${message.name}>): void {`,
  );
  for (const member of all) {
    if (member.kind === "oneof") printOneof(out, member);
    else if (isRepeated(member)) printRepeated(out, member);
    else out.f.print(`  if (${isSet(member)}) { `, ...put(out, member, `m.${member.localName}`), " }");
  }
  out.f.print("}");
}

function isSet(field: DescField): string {
  const value = `m.${field.localName}`;
  const kind = kindOf(field);
  if (kind === "bool") return `${value} === true`;
  const given = `${value} !== undefined`;
  if (kind === "message") return given;
  if (kind === "bytes") return `${given} && ${value}.length !== 0`;
  if (kind === "double") return `${given} && !Object.is(${value}, 0)`;
  return `${given} && ${value} !== ${kind === "string" ? '""' : "0"}`;
}

/** Statements that write a field's tag and one value. */
function put(out: Output, field: DescField, value: string): Printable[] {
  const start = tag(field, wireTypeOf(field));
  if (field.message === undefined) return [start, putScalar(field, value)];
  const write = symbol(out, field.message, "write");
  return [start, "const at = w.open(); ", write, `(w, ${value}); w.close(at);`];
}

function putScalar(field: DescField, value: string): string {
  const kind = kindOf(field);
  if (kind === "bool") return `w.byte(${value} ? 1 : 0);`;
  return `w.${kind === "enum" ? "int32" : kind}(${value});`;
}

function printOneof(out: Output, oneof: DescOneof): void {
  const name = `m.${oneof.localName}`;
  out.f.print(`  if (${name} !== undefined) switch (${name}.case) {`);
  for (const field of oneof.fields) {
    out.f.print(`    case "${field.localName}": { `, ...put(out, field, `${name}.value`), " break; }");
  }
  out.f.print("  }");
}

function printRepeated(out: Output, field: DescField): void {
  const items = `m.${field.localName}`;
  if (wireTypeOf(field) === 2) {
    out.f.print(
      `  if (${items} !== undefined) for (const item of ${items}) { `,
      ...put(out, field, "item"),
      " }",
    );
    return;
  }
  out.f.print(`  if (${items} !== undefined && ${items}.length !== 0) {`);
  out.f.print(`    ${tag(field, 2)}const at = w.open();`);
  out.f.print(`    w.ensure(${items}.length * 10);`);
  out.f.print(`    for (const item of ${items}) { ${putScalar(field, "item")} }`);
  out.f.print("    w.close(at);");
  out.f.print("  }");
}
