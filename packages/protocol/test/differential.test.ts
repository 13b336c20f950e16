import { describe, expect, test } from "bun:test";

import fc from "fast-check";

import { concatFrames } from "../src/index.ts";
import { findFault } from "../src/wire/refuse.ts";
import { messageOf } from "./support/arbitraries.ts";
import { decodeEs, encodeEs } from "./support/es.ts";
import { ALL } from "./support/messages.ts";

describe.each(ALL.map((each) => [each.name, each] as const))("%s", (_, { desc, schema, encode, decode }) => {
  test("[C1.1] encodes to the same bytes as protobuf-es", () => {
    fc.assert(
      fc.property(messageOf(desc), (message) => expect(encode(message)).toEqual(encodeEs(desc, message))),
    );
  });

  test("[C1.2] decodes what was encoded, by either codec, to the message", () => {
    fc.assert(
      fc.property(messageOf(desc), (message) => {
        const bytes = encode(message);
        expect(decode(bytes)).toEqual(message);
        expect(decodeEs(desc, bytes)).toEqual(message);
        expect(findFault(bytes, schema)).toBeUndefined();
      }),
    );
  });

  test("[C1.3] decodes concatenated encodings to their merge, as protobuf-es does", () => {
    fc.assert(
      fc.property(fc.array(messageOf(desc), { minLength: 2, maxLength: 4 }), (messages) => {
        const bytes = concatFrames(messages.map(encode));
        expect(decode(bytes)).toEqual(decodeEs(desc, bytes));
      }),
    );
  });
});
