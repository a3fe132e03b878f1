/** The platform's `fetch`, as an argument. */
export type Fetch = typeof fetch;

export type Call = {
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent by POST, or as `method` says; without one it is a GET. */
  readonly body?: Uint8Array;
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

/**
 * One HTTP call that never throws and never repeats anything by itself. The body is handed over when the
 * connection stands and asks for it, so whatever fails before that has provably not left: no list of error codes
 * could say it as surely. Each call has a connection of its own: one that was kept may be closed by the other side
 * just as we write, and then nobody knows.
 */
export async function exchange(fetch: Fetch, call: Call): Promise<Exchange> {
  const { url, headers = {}, body, method = "POST", timeoutMs, answerBytesMax, signal } = call;
  const deadline = AbortSignal.timeout(timeoutMs);
  const request = body === undefined ? undefined : onDemand(body, method);
  try {
    const response = await fetch(url, {
      ...(request === undefined ? {} : request.init),
      headers: { connection: "close", ...headers, ...request?.headers },
      // Followed, a redirect would carry the token elsewhere; and only without one is the body not copied ahead.
      redirect: "error",
      window: null,
      signal: signal === undefined ? deadline : AbortSignal.any([deadline, signal]),
    });
    const answer = await readBody(response, answerBytesMax);
    if (answer === undefined) return { kind: "no_answer", reason: "answer_too_long" };
    return { kind: "answered", status: response.status, body: answer };
  } catch (error) {
    return { kind: request?.asked() === false ? "not_sent" : "no_answer", reason: reasonOf(error) };
  }
}

/** A body that knows whether anybody has begun to take it. */
function onDemand(bytes: Uint8Array, method: string) {
  let asked = false;
  const body = new ReadableStream<Uint8Array>(
    {
      pull(controller) {
        asked = true;
        controller.enqueue(bytes);
        controller.close();
      },
    },
    { highWaterMark: 0 },
  );
  return {
    init: { method, body, duplex: "half" } as const,
    // Platforms of this age do not read chunked bodies.
    headers: { "content-length": String(bytes.length) },
    asked: () => asked,
  };
}

async function readBody(response: Response, bytesMax: number): Promise<Uint8Array | undefined> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  // Leaving early cancels the rest.
  for await (const chunk of (response.body ?? []) as AsyncIterable<Uint8Array>) {
    length += chunk.length;
    if (length > bytesMax) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
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
