/** What was asked for can't be done; the message is a sentence. */
export class OptionsRefused extends Error {
  override name = "OptionsRefused";
}
