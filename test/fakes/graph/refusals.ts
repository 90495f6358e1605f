/** What Graph answers instead of doing what it was asked to. */
export class GraphRefusal extends Error {
  readonly status: number;
  readonly code: number;
  readonly subcode: number | undefined;
  readonly type: string;

  constructor(
    status: number,
    code: number,
    message: string,
    {
      subcode,
      type = 'OAuthException',
    }: { readonly subcode?: number | undefined; readonly type?: string } = {},
  ) {
    super(message);
    this.status = status;
    this.code = code;
    this.subcode = subcode;
    this.type = type;
  }

  /** The body as Graph writes it. */
  body(): object {
    return {
      error: {
        message: this.message,
        type: this.type,
        code: this.code,
        ...(this.subcode === undefined ? {} : { error_subcode: this.subcode }),
        ...(this.status >= 500 ? { is_transient: true } : {}),
        fbtrace_id: 'AbCdEf0123456789',
      },
    };
  }
}

/** The errors with fixed words. */
export const refusals = {
  noToken: () =>
    new GraphRefusal(
      400,
      2500,
      'An active access token must be used to query information about the current user.',
    ),
  // The real one quotes what it was given, which is why nobody may repeat its words.
  wrongToken: (token: string) => new GraphRefusal(400, 190, `Malformed access token ${token}`),
  deadToken: () =>
    new GraphRefusal(
      400,
      190,
      'Error validating access token: The session has been invalidated because the user changed their password or Facebook has changed the session for security reasons.',
      { subcode: 460 },
    ),
  noProof: () =>
    new GraphRefusal(400, 100, 'API calls from the server require an appsecret_proof argument', {
      type: 'GraphMethodException',
    }),
  wrongProof: () =>
    new GraphRefusal(400, 100, 'Invalid appsecret_proof provided in the API argument', {
      type: 'GraphMethodException',
    }),
  unknownPath: (path: string) => new GraphRefusal(400, 2500, `Unknown path components: ${path}`),
  parameter: (message: string) => new GraphRefusal(400, 100, `(#100) ${message}`),
  unknownUser: () => new GraphRefusal(400, 100, '(#100) No matching user found', { subcode: 2018001 }),
  blocked: () => new GraphRefusal(403, 551, "(#551) This person isn't available right now."),
  outsideWindow: () =>
    new GraphRefusal(
      400,
      10,
      '(#10) This message is sent outside of allowed window. Learn more about the new policy here: https://developers.facebook.com/docs/messenger-platform/policy-overview',
      { subcode: 2018278 },
    ),
  noGetStarted: () =>
    new GraphRefusal(
      400,
      100,
      '(#100) You must set a Get Started button if you also wish to use persistent menu.',
      { subcode: 2018145 },
    ),
  tooManyCalls: (status = 400) =>
    new GraphRefusal(status, 613, '(#613) Calls to this API have exceeded the rate limit.'),
  broken: () =>
    new GraphRefusal(500, 2, 'An unexpected error has occurred. Please retry your request later.'),
} as const;
