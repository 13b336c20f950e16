import type { DescMessage } from "@bufbuild/protobuf";
import {
  decodeWhole,
  encodeWhole,
  type MessageSchema,
  type Reader,
  type Writer,
} from "@hubbub/protocol/wire";

import * as channels from "../../src/gen/channels.ts";
import * as commands from "../../src/gen/commands.ts";
import * as events from "../../src/gen/events.ts";
import * as frames from "../../src/gen/frames.ts";
import * as integrations from "../../src/gen/integrations.ts";
import * as messages from "../../src/gen/messages.ts";
import * as moderation from "../../src/gen/moderation.ts";
import * as user from "../../src/gen/user.ts";
import * as channelsEs from "../gen/es/hubbub/v1/channels_pb.ts";
import * as commandsEs from "../gen/es/hubbub/v1/commands_pb.ts";
import * as eventsEs from "../gen/es/hubbub/v1/events_pb.ts";
import * as framesEs from "../gen/es/hubbub/v1/frames_pb.ts";
import * as integrationsEs from "../gen/es/hubbub/v1/integrations_pb.ts";
import * as messagesEs from "../gen/es/hubbub/v1/messages_pb.ts";
import * as moderationEs from "../gen/es/hubbub/v1/moderation_pb.ts";
import * as userEs from "../gen/es/hubbub/v1/user_pb.ts";
import * as kindsEs from "../gen/kinds-es/kinds_pb.ts";
import * as kinds from "../gen/kinds/kinds.ts";

/** A message type as both codecs have it. */
export interface Codecs {
  name: string;
  /** Of protobuf-es. */
  desc: DescMessage;
  schema: MessageSchema;
  encode(message: object): Uint8Array;
  decode(bytes: Uint8Array): object;
}

function codecsOf(
  ours: Record<string, unknown>,
  files: readonly { messages: readonly DescMessage[] }[],
): Codecs[] {
  return files
    .flatMap((file) => file.messages)
    .map((desc) => {
      const schema = Object.values(ours).find(
        (each) => (each as MessageSchema).name === desc.name,
      ) as MessageSchema;
      const write = ours[`write${desc.name}`] as (w: Writer, message: object) => void;
      const read = ours[`read${desc.name}`] as (r: Reader, end: number) => object;
      return {
        name: desc.name,
        desc,
        schema,
        encode: (message) => encodeWhole(message, write),
        decode: (bytes) => decodeWhole(bytes, read, schema),
      };
    });
}

/** Every message of the protocol. */
export const PROTOCOL: readonly Codecs[] = codecsOf(
  { ...events, ...channels, ...messages, ...user, ...moderation, ...integrations, ...commands, ...frames },
  [
    eventsEs.file_hubbub_v1_events,
    channelsEs.file_hubbub_v1_channels,
    messagesEs.file_hubbub_v1_messages,
    userEs.file_hubbub_v1_user,
    moderationEs.file_hubbub_v1_moderation,
    integrationsEs.file_hubbub_v1_integrations,
    commandsEs.file_hubbub_v1_commands,
    framesEs.file_hubbub_v1_frames,
  ],
);

/** Those, and a message with every kind of field that the generator knows. */
export const ALL: readonly Codecs[] = [...PROTOCOL, ...codecsOf(kinds, [kindsEs.file_kinds])];

export function codecsFor(name: string): Codecs {
  const found = ALL.find((each) => each.name === name);
  if (found === undefined) throw new Error(`There is no message ${name}.`);
  return found;
}
