/** A request that is answered with a reason instead of an answer: the sender's mistake, not ours. */
export class Refusal extends Error {
  readonly status: number;
  /** A stable word for programs; the message is for people. */
  readonly code: string;
  constructor(status: number, code: string, message: string) {
    super(message);
    this.status = status;
    this.code = code;
  }
}
