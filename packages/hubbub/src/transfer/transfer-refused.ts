/** The source, or where it should go, is not as it has to be; the message is a sentence that says what to do. */
export class TransferRefused extends Error {
  override name = "TransferRefused";
}
