import type { DescField, DescMessage } from "@bufbuild/protobuf";
import type { Printable } from "@bufbuild/protoplugin";

import { isRepeated, kindOf, type Output, schemaName, symbol } from "./symbols.ts";

export function printSchema(out: Output, message: DescMessage): void {
  out.f.print();
  out.f.print(`export const ${schemaName(message)}: `, out.runtime("MessageSchema"), " = {");
  out.f.print(`  name: "${message.name}",`);
  out.f.print("  fields: [");
  for (const field of message.fields) out.f.print("    { ", ...fieldSchema(out, field), " },");
  out.f.print("  ],");
  out.f.print("};");
}

function fieldSchema(out: Output, field: DescField): Printable[] {
  const parts: Printable[] = [
    `number: ${field.number}, name: "${field.localName}", kind: "${kindOf(field)}", repeated: ${isRepeated(field)}`,
  ];
  if (field.oneof !== undefined) parts.push(`, oneof: "${field.oneof.localName}"`);
  if (field.message !== undefined) parts.push(", message: () => ", symbol(out, field.message, "schema"));
  if (field.enum !== undefined) {
    const values = field.enum.values.map((value) => `${value.name}: ${value.number}`);
    parts.push(`, values: { ${values.join(", ")} }`);
  }
  return parts;
}
