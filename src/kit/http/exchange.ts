import { collect } from "../../core/media/peek.ts";

/** The platform's `fetch`, as an argument. */
export type Fetch = typeof fetch;

/** What is sent: bytes, or so many that are read as they leave, anew for each try. */
export type Body = Uint8Array | { readonly length: number; readonly read: () => AsyncIterable<Uint8Array> };

export type Call = {
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent by POST, or as `method` says; without one it is a GET. */
  readonly body?: Body;
  readonly method?: "PUT";
  /** From the first look-up of the name to the last byte of the answer. */
  readonly timeoutMs: number;
  readonly answerBytesMax: number;
  readonly signal?: AbortSignal;
};

/** What is known after one call, and nothing that is only likely. */
export type Exchange =
  | { readonly kind: "answered"; readonly status: number; readonly body: Uint8Array }
  /** Not one byte of the request has left. */
  | { readonly kind: "not_sent"; readonly reason: string }
  /** It may have been taken: no answer came, or one that was cut off or too long. */
  | { readonly kind: "no_answer"; readonly reason: string };

/** The same of a call whose answer was read as it came. */
export type ExchangeInto<Read> =
  | { readonly kind: "answered"; readonly status: number; readonly read: Read }
  | Exclude<Exchange, { kind: "answered" }>;

/**
 * One HTTP call that never throws and never repeats anything by itself. The body is handed over when the
 * connection stands and asks for it, so whatever fails before that has provably not left: no list of error codes
 * could say it as surely. Each call has a connection of its own: one that was kept may be closed by the other side
 * just as we write, and then nobody knows.
 */
export async function exchange(fetch: Fetch, call: Call): Promise<Exchange> {
  const answer = await exchangeInto(fetch, call, (bytes) => collect(bytes, call.answerBytesMax));
  if (answer.kind !== "answered") return answer;
  const { status, read: body } = answer;
  return body === undefined
    ? { kind: "no_answer", reason: "answer_too_long" }
    : { kind: "answered", status, body };
}

/**
 * The same, whose answer is given to `read` as it comes and never lies in memory whole. Throws what `read` throws of
 * its own; what breaks the line is no answer.
 */
export async function exchangeInto<Read>(
  fetch: Fetch,
  call: Omit<Call, "answerBytesMax">,
  read: (bytes: AsyncIterable<Uint8Array>, status: number) => Promise<Read>,
): Promise<ExchangeInto<Read>> {
  const { url, headers = {}, body, method = "POST", timeoutMs, signal } = call;
  const deadline = AbortSignal.timeout(timeoutMs);
  const request = body === undefined ? undefined : onDemand(body, method);
  const line = { isBroken: true };
  try {
    const response = await fetch(url, {
      ...(request === undefined ? {} : request.init),
      headers: { connection: "close", ...headers, ...request?.headers },
      // Followed, a redirect would carry the token elsewhere; and only without one is the body not copied ahead.
      redirect: "error",
      window: null,
      signal: signal === undefined ? deadline : AbortSignal.any([deadline, signal]),
    });
    line.isBroken = false;
    return { kind: "answered", status: response.status, read: await readAs(response, line, read) };
  } catch (error) {
    if (!line.isBroken) throw error;
    return { kind: request?.asked() === false ? "not_sent" : "no_answer", reason: reasonOf(error) };
  }
}

/** Tells a line that breaks from whatever the reader meets; what it does not read is not waited for. */
async function readAs<Read>(
  { body, status }: Response,
  line: { isBroken: boolean },
  read: (bytes: AsyncIterable<Uint8Array>, status: number) => Promise<Read>,
): Promise<Read> {
  const bytes = watched((body ?? []) as AsyncIterable<Uint8Array>, line);
  try {
    return await read(bytes, status);
  } finally {
    await bytes.return(undefined);
    if (body?.locked === false) await body.cancel().catch(() => undefined);
  }
}

async function* watched(
  body: AsyncIterable<Uint8Array>,
  line: { isBroken: boolean },
): AsyncGenerator<Uint8Array> {
  line.isBroken = true;
  for await (const chunk of body) {
    line.isBroken = false;
    yield chunk;
    line.isBroken = true;
  }
  line.isBroken = false;
}

/** A body that knows whether anybody has begun to take it. */
function onDemand(sent: Body, method: string) {
  let asked = false;
  const pieces = ("read" in sent ? sent.read() : once(sent))[Symbol.asyncIterator]();
  const body = new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        asked = true;
        const { done, value } = await pieces.next();
        if (done === true) controller.close();
        else controller.enqueue(value);
      },
      async cancel() {
        await pieces.return?.();
      },
    },
    { highWaterMark: 0 },
  );
  return {
    init: { method, body, duplex: "half" } as const,
    // Platforms of this age do not read chunked bodies.
    headers: { "content-length": String(sent.length) },
    asked: () => asked,
  };
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}

/**
 * Node's code of what broke (`ECONNREFUSED`, `CERT_HAS_EXPIRED`), or why it was stopped; never an address. By shape:
 * an error of Node's own need not be an instance of this realm's Error.
 */
function reasonOf(error: unknown): string {
  const name = textAt(error, "name");
  if (name === "TimeoutError") return "timed_out";
  if (name === "AbortError") return "aborted";
  return textAt(propertyOf(error, "cause"), "code") ?? "failed";
}

const propertyOf = (value: unknown, key: string): unknown =>
  typeof value === "object" && value !== null ? Reflect.get(value, key) : undefined;

function textAt(value: unknown, key: string): string | undefined {
  const text = propertyOf(value, key);
  return typeof text === "string" ? text : undefined;
}
