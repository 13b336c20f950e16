/** The WebAuthn library, read at the first passkey: it is 0.2 s of CPU and 20 MB, and many services never see one. */
export function webauthn(): Promise<typeof import("@simplewebauthn/server")> {
  return import("@simplewebauthn/server");
}
