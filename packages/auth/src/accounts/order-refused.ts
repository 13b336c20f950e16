/** The administrator's order can't be carried out; the message is a sentence that says why. */
export class OrderRefused extends Error {
  override name = "OrderRefused";
}
