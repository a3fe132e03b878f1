/** What the server, or the way to it, refused. `message` is the server's own, in the language of the page. */
export class Refusal extends Error {
  readonly code: string;
  readonly status: number;
  readonly params: Readonly<Record<string, unknown>>;
  /** What to quote to whoever looks after the server. */
  readonly requestId: string | undefined;

  constructor(
    status: number,
    error: {
      readonly code: string;
      readonly message: string;
      readonly params?: Readonly<Record<string, unknown>>;
      readonly requestId?: string;
    },
  ) {
    super(error.message);
    this.status = status;
    this.code = error.code;
    this.params = error.params ?? {};
    this.requestId = error.requestId;
  }
}
