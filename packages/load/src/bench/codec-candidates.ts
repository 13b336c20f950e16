import { fromBinary, toBinary } from "@bufbuild/protobuf";
import type { GenMessage } from "@bufbuild/protobuf/codegenv2";
import { PbfReader, PbfWriter } from "pbf";

import { type Candidate, jsonText, prepareVerified, protobuf } from "../codec/candidates.ts";
import { type RivalFiles } from "./codec-generate.ts";

type Message = object;

/** Of protobufjs' generated code: a class for each message. */
type ProtobufjsModule = Record<
  string,
  { encode(message: Message): { finish(): Uint8Array }; decode(bytes: Uint8Array): Message }
>;
/** Of pbf's generated code: readReport, writeReport, … */
type PbfModule = Record<string, (...args: unknown[]) => Message>;
/** Of protobuf-es' generated code: ReportSchema, … */
type EsModule = Record<string, GenMessage<never>>;

/** Every codec takes its message from the same bytes, and has to make the same bytes of it. */
export async function codecCandidates(files: RivalFiles): Promise<Candidate[]> {
  const all = [protobuf, jsonText, await protobufjs(files), await pbf(files), await protobufEs(files)];
  return all.map((candidate) => ({
    name: candidate.name,
    prepare: (each) => prepareVerified(candidate, each),
  }));
}

async function protobufjs(files: RivalFiles): Promise<Candidate> {
  const { all } = (await import(files.protobufjs)) as { all: ProtobufjsModule };
  return {
    name: "protobufjs (static)",
    prepare(each) {
      const type = all[each.type];
      if (type === undefined) throw new Error(`protobufjs has no ${each.type}.`);
      const message = type.decode(each.protobuf);
      return {
        encode: () => type.encode(message).finish(),
        decode: (data) => type.decode(data as Uint8Array),
      };
    },
  };
}

async function pbf(files: RivalFiles): Promise<Candidate> {
  const module = (await import(files.pbf)) as PbfModule;
  return {
    name: "pbf (reused writer)",
    prepare(each) {
      const read = module[`read${each.type}`];
      const write = module[`write${each.type}`];
      if (read === undefined || write === undefined) throw new Error(`pbf has no ${each.type}.`);
      const writer = new PbfWriter(new Uint8Array(4096));
      const message = read(new PbfReader(each.protobuf));
      return {
        encode() {
          writer.pos = 0;
          write(message, writer);
          // finish() gives a view into the writer's buffer, which is used again: copy it.
          return writer.buf.slice(0, writer.pos);
        },
        decode: (data) => read(new PbfReader(data as Uint8Array)),
      };
    },
  };
}

async function protobufEs(files: RivalFiles): Promise<Candidate> {
  const module = (await import(files.protobufEs)) as EsModule;
  return {
    name: "protobuf-es",
    prepare(each) {
      const schema = module[`${each.type}Schema`];
      if (schema === undefined) throw new Error(`protobuf-es has no ${each.type}.`);
      const message = fromBinary(schema, each.protobuf);
      return {
        encode: () => toBinary(schema, message),
        decode: (data) => fromBinary(schema, data as Uint8Array),
      };
    },
  };
}
