/** A call that the Bot API refuses, with the body it answers. */
export class Refusal extends Error {
  readonly code: number;
  readonly parameters: Readonly<Record<string, unknown>> | undefined;

  constructor(code: number, description: string, parameters?: Readonly<Record<string, unknown>>) {
    super(description);
    this.code = code;
    this.parameters = parameters;
  }
}

export const badRequest = (description: string): Refusal => new Refusal(400, `Bad Request: ${description}`);

export const refusalBody = ({ code, message, parameters }: Refusal) => ({
  ok: false,
  error_code: code,
  description: message,
  ...(parameters ? { parameters } : {}),
});
