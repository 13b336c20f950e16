import * as z from "zod";

/** What a browser makes of a credential: the JSON forms of WebAuthn (Level 3, section 5.1). What is in it is checked later. */
const CREDENTIAL = {
  id: z.string(),
  rawId: z.string(),
  type: z.literal("public-key"),
  clientExtensionResults: z.record(z.string(), z.unknown()).default({}),
};

/** The answer of navigator.credentials.create(). */
export const ATTESTATION = z.object({
  ...CREDENTIAL,
  response: z.object({
    clientDataJSON: z.string(),
    attestationObject: z.string(),
    transports: z
      .array(z.string().regex(/^[a-z-]{1,20}$/))
      .max(10)
      .default([]),
  }),
});

/** The answer of navigator.credentials.get(). */
export const ASSERTION = z.object({
  ...CREDENTIAL,
  response: z.object({
    clientDataJSON: z.string(),
    authenticatorData: z.string(),
    signature: z.string(),
    userHandle: z.string().nullish(),
  }),
});
