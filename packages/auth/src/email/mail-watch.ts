/** Whether mail is sent from here: the process that does it asks for what is due, again and again, and nobody else does. */
export class MailWatch {
  #isSent = false;

  /** Somebody took what is due, to send it. */
  asked(): void {
    this.#isSent = true;
  }

  /** Also while the process is away for a while: what is due waits for it. */
  get isSent(): boolean {
    return this.#isSent;
  }
}
