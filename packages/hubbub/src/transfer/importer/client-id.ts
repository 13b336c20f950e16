import { LIMITS } from "@hubbub/protocol";

const FIT = /^[\x21-\x7e]+$/;
/** Characters of base64url: 96 bits, so that no two channels of any sources are taken for one. */
const HASH_LENGTH = 16;
const ID_LENGTH = LIMITS.clientIdLength - HASH_LENGTH - 1;

/**
 * Gives messages of a channel their client ids, always the same ones: a hash of the channel, and what the source calls
 * the message. Ids that ascend in the source do so here, which keeps the store's index together.
 */
export function clientIdsOf(source: string, channel: string): (message: string) => string {
  const prefix = hash(source, channel);
  return (message) => {
    const fits = message.length <= ID_LENGTH && FIT.test(message);
    return `${prefix}.${fits ? message : hash(message)}`;
  };
}

function hash(...parts: string[]): string {
  const digest = new Bun.CryptoHasher("sha256").update(JSON.stringify(parts)).digest("base64url");
  return digest.slice(0, HASH_LENGTH);
}
