import type { DescField, DescMessage, DescOneof } from "@bufbuild/protobuf";
import type { Printable } from "@bufbuild/protoplugin";

import {
  defaultOf,
  isRepeated,
  kindOf,
  members,
  type Output,
  schemaName,
  symbol,
  wireTypeOf,
} from "./symbols.ts";

/**
 * Fields are collected in local variables and become an object at the end: its shape is always the same.
 * `into` is an earlier value of the same field, with which Protobuf says to merge.
 */
export function printReader(out: Output, message: DescMessage): void {
  const all = members(message);
  out.f.print();
  const merge = all.length === 0 ? "_$into" : "$into";
  out.f.print(
    `export function read${message.name}($r: `,
    out.runtime("Reader"),
    `, $end: number, ${merge}?: ${message.name}): ${message.name} {`,
  );
  for (const member of all) printLocal(out, message, member);
  if (all.length > 0) {
    const names = all.map((member) => member.localName).join(", ");
    out.f.print(`  if ($into !== undefined) ({ ${names} } = $into);`);
  }
  out.f.print("  while ($r.pos < $end) {");
  out.f.print("    const $tag = $r.tag();");
  if (all.length > 0) out.f.print("    switch ($tag) {");
  for (const field of message.fields) printCase(out, field);
  if (all.length > 0) out.f.print("      default:");
  out.f.print(`        $r.skip($tag, $end, ${schemaName(message)});`);
  if (all.length > 0) out.f.print("    }");
  out.f.print("  }");
  out.f.print("  $r.done($end);");
  out.f.print(`  return { ${all.map((member) => member.localName).join(", ")} };`);
  out.f.print("}");
}

function printLocal(out: Output, message: DescMessage, member: DescField | DescOneof): void {
  const type = `${message.name}["${member.localName}"]`;
  const start =
    member.kind === "oneof"
      ? "{ case: undefined, value: undefined }"
      : isRepeated(member)
        ? "[]"
        : defaultOf(member);
  out.f.print(`  let ${member.localName}: ${type} = ${start};`);
}

function value(out: Output, field: DescField, end: string, into: string): Printable {
  const kind = kindOf(field);
  if (field.message !== undefined)
    return [symbol(out, field.message, "read"), `($r, $r.length(${end})${into})`];
  const name = kind === "enum" ? "int32" : kind;
  return `$r.${name}(${wireTypeOf(field) === 0 ? "" : end})`;
}

function printCase(out: Output, field: DescField): void {
  const wireType = wireTypeOf(field);
  const name = field.localName;
  out.f.print(`      case ${(field.number << 3) | wireType}:`);
  if (isRepeated(field)) {
    out.f.print(`        ${name}.push(`, value(out, field, "$end", ""), ");");
  } else if (field.oneof !== undefined) {
    const body = field.oneof.localName;
    const into =
      field.message === undefined ? "" : `, ${body}.case === "${name}" ? ${body}.value : undefined`;
    out.f.print(`        ${body} = { case: "${name}", value: `, value(out, field, "$end", into), " };");
  } else {
    out.f.print(
      `        ${name} = `,
      value(out, field, "$end", field.message === undefined ? "" : `, ${name}`),
      ";",
    );
  }
  out.f.print("        break;");
  if (isRepeated(field) && wireType !== 2) printPacked(out, field);
}

function printPacked(out: Output, field: DescField): void {
  out.f.print(`      case ${(field.number << 3) | 2}: {`);
  out.f.print("        const $to = $r.length($end);");
  out.f.print(`        while ($r.pos < $to) ${field.localName}.push(`, value(out, field, "$to", ""), ");");
  out.f.print("        $r.done($to);");
  out.f.print("        break;");
  out.f.print("      }");
}
