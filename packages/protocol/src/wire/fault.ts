/** Thrown by the fast decoders, which keep no account of where they are; `refuse` then says what is wrong. */
export class Fault extends Error {
  override name = "Fault";
}
