/** What the server says of a channel's log contradicts what it said before; the message is a sentence. */
export class LogFault extends Error {
  override name = "LogFault";
}
