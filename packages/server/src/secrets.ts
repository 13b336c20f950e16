import { createECDH, randomBytes } from "node:crypto";

import type { Store } from "./store/store.ts";

/** Keys by which push services know this server (VAPID, RFC 8292): a P-256 pair, in base64url. */
export interface PushKeys {
  publicKey: string;
  privateKey: string;
}

/** Keys of the server's own, made at its first start and kept in its database. */
export interface Secrets {
  pushKeys: PushKeys;
  /** Signs links by which mails are ended. */
  unsubscribeKey: string;
  /** Names the cluster of those nodes that share the database. */
  cluster: string;
}

/** Names in the table secrets; the first is JSON. */
export const SECRET_NAMES = {
  pushKeys: "push-keys",
  unsubscribeKey: "unsubscribe-key",
  cluster: "cluster",
} as const;

/** Reads the secrets, and makes those that are missing. */
export async function loadSecrets(store: Store): Promise<Secrets> {
  const secret = async (name: string, fresh: string): Promise<string> =>
    (await store.write("secret", { name, fresh })).value;
  const pushKeys = await secret(SECRET_NAMES.pushKeys, JSON.stringify(newPushKeys()));
  const unsubscribeKey = await secret(SECRET_NAMES.unsubscribeKey, randomBytes(32).toString("base64url"));
  const cluster = await secret(SECRET_NAMES.cluster, randomBytes(8).toString("hex"));
  return { pushKeys: JSON.parse(pushKeys) as PushKeys, unsubscribeKey, cluster };
}

function newPushKeys(): PushKeys {
  const pair = createECDH("prime256v1");
  pair.generateKeys();
  return { publicKey: pair.getPublicKey("base64url"), privateKey: pair.getPrivateKey("base64url") };
}
