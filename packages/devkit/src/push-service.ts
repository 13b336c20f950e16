import { createDecipheriv, createECDH, createPublicKey, hkdfSync, randomBytes, verify } from "node:crypto";

/** A push as the device gets it. */
export interface ReceivedPush {
  path: string;
  headers: Record<string, string>;
  /** Decrypted. */
  text: string;
  /** Claims of the server's token, whose signature was checked. */
  claims: { aud: string; exp: number; sub: string };
  /** The server's key, in base64url. */
  publicKey: string;
}

export type PushService = ReturnType<typeof startPushService>;

/**
 * A push service with its devices: takes messages (RFC 8030), checks who sends them (VAPID, RFC 8292), and decrypts them
 * as the browser would (RFC 8291).
 */
export function startPushService() {
  const device = createECDH("prime256v1");
  device.generateKeys();
  const auth = randomBytes(16);
  const received: ReceivedPush[] = [];
  const waiting: { count: number; resolve(): void }[] = [];
  let answer: ((path: string) => Response) | undefined;
  let requests = 0;
  const server = Bun.serve({
    hostname: "127.0.0.1",
    port: 0,
    async fetch(request) {
      requests++;
      const { pathname: path, origin } = new URL(request.url);
      const response = answer?.(path) ?? new Response(null, { status: 201 });
      if (response.ok) {
        const { claims, publicKey } = checkVapid(request.headers.get("authorization") ?? "", origin);
        const text = decryptPush(new Uint8Array(await request.arrayBuffer()), device, auth);
        received.push({ path, headers: request.headers.toJSON(), text, claims, publicKey });
      }
      for (const { count, resolve } of waiting) if (requests >= count) resolve();
      return response;
    },
  });
  return {
    host: `127.0.0.1:${server.port}`,
    received,
    get requests() {
      return requests;
    },
    /** What PushManager would give a page. */
    subscription: (path: string) => ({
      endpoint: `http://127.0.0.1:${server.port}${path}`,
      p256dh: device.getPublicKey("base64url"),
      auth: auth.toString("base64url"),
    }),
    /** Answers otherwise from now on. */
    answers(to: (path: string) => Response): void {
      answer = to;
    },
    /** Resolves when there have been so many requests. */
    until(count: number): Promise<void> {
      if (requests >= count) return Promise.resolve();
      return new Promise((resolve) => waiting.push({ count, resolve }));
    },
    close: () => server.stop(true),
  };
}

const parse = (part: string) => JSON.parse(Buffer.from(part, "base64url").toString());

/** RFC 8292, section 3: throws unless the token was signed, for this service, by the key beside it. */
function checkVapid(header: string, origin: string): Pick<ReceivedPush, "claims" | "publicKey"> {
  const [, token = "", publicKey = ""] = /^vapid t=([^,]+), k=(\S+)$/.exec(header) ?? [];
  const [head = "", body = "", signature = ""] = token.split(".");
  const point = Buffer.from(publicKey, "base64url");
  const key = createPublicKey({
    format: "jwk",
    key: {
      kty: "EC",
      crv: "P-256",
      x: point.subarray(1, 33).toString("base64url"),
      y: point.subarray(33, 65).toString("base64url"),
    },
  });
  const signed = verify(
    "sha256",
    Buffer.from(`${head}.${body}`),
    { key, dsaEncoding: "ieee-p1363" },
    Buffer.from(signature, "base64url"),
  );
  const claims = parse(body) as ReceivedPush["claims"];
  const inTime = claims.exp * 1000 > Date.now() && claims.exp * 1000 <= Date.now() + 24 * 60 * 60_000;
  if (!signed || parse(head).alg !== "ES256" || claims.aud !== origin || !inTime) {
    throw new Error(`The VAPID token is no good: ${header}`);
  }
  return { claims, publicKey };
}

/** RFC 8291, section 3.4, with the header of RFC 8188: salt, record size, and the sender's key. */
export function decryptPush(
  body: Uint8Array,
  device: ReturnType<typeof createECDH>,
  auth: Uint8Array,
): string {
  const bytes = Buffer.from(body);
  const salt = bytes.subarray(0, 16);
  const keyLength = bytes[20]!;
  const senderKey = bytes.subarray(21, 21 + keyLength);
  const record = bytes.subarray(21 + keyLength);
  const shared = device.computeSecret(senderKey);
  const info = Buffer.concat([Buffer.from("WebPush: info\0"), device.getPublicKey(), senderKey]);
  const secret = Buffer.from(hkdfSync("sha256", shared, auth, info, 32));
  const derive = (name: string, length: number) =>
    Buffer.from(hkdfSync("sha256", secret, salt, Buffer.from(`Content-Encoding: ${name}\0`), length));
  const decipher = createDecipheriv("aes-128-gcm", derive("aes128gcm", 16), derive("nonce", 12));
  decipher.setAuthTag(record.subarray(-16));
  const padded = Buffer.concat([decipher.update(record.subarray(0, -16)), decipher.final()]);
  // The last record ends with 2 and zeros.
  return padded.subarray(0, padded.lastIndexOf(2)).toString("utf8");
}
