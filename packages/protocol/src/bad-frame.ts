/** A frame that can't be decoded. `message` says what is wrong with which field; the frame is refused whole. */
export class BadFrame extends Error {
  override name = "BadFrame";
  /** Path of the field at fault, such as "commands[0].send.text"; empty if it is the frame itself. */
  readonly field: string;

  constructor(field: string, fault: string) {
    super(field === "" ? `The frame ${fault}.` : `${field} ${fault}.`);
    this.field = field;
  }
}
