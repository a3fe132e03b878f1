import { randomUUID } from "node:crypto";

/** A refusal of the server, as its people read it. */
export class Refused extends Error {
  readonly status: number;
  readonly code: string;

  constructor(status: number, code: string, message: string) {
    super(message);
    this.status = status;
    this.code = code;
  }
}

/** What a browser does at the server's own interface, with its cookie. */
export type Console = {
  /** The same `key` again is the same act again: done once, answered alike. */
  readonly call: <Answer>(method: string, path: string, body?: object, key?: string) => Promise<Answer>;
  /** What is no JSON: a file of that media type. */
  readonly upload: <Answer>(path: string, type: string, file: string) => Promise<Answer>;
  /** Holds the stream open until it ends: a desk that nobody listens at is lost after a while. */
  readonly listen: (signal: AbortSignal) => Promise<void>;
};

const answerMsMax = 10_000;

type Given = { readonly type: string; readonly body: string | undefined; readonly key: string };

/** Calls under /api/v1 of the server at `base`. Keeps the cookie that a sign-in sets. */
export function openConsole(base: string): Console {
  let cookie = "";

  async function send<Answer>(method: string, path: string, given: Given): Promise<Answer> {
    const { type, body, key } = given;
    const response = await fetch(`${base}/api/v1${path}`, {
      method,
      headers: {
        origin: base,
        "x-seatbridge": "1",
        "accept-language": "zh-CN",
        ...(cookie === "" ? {} : { cookie }),
        ...(body === undefined ? {} : { "content-type": type }),
        ...(method === "GET" ? {} : { "idempotency-key": key }),
      },
      ...(body === undefined ? {} : { body }),
      signal: AbortSignal.timeout(answerMsMax),
    });
    const set = response.headers.getSetCookie().map((line) => line.split(";", 1)[0] ?? "");
    if (set.length > 0) cookie = set.join("; ");
    const text = await response.text();
    if (response.ok) return (text === "" ? undefined : JSON.parse(text)) as Answer;
    throw refusalOf(response.status, text);
  }

  return {
    call: (method, path, body, key = randomUUID()) =>
      send(method, path, { type: "application/json", body: body && JSON.stringify(body), key }),
    upload: (path, type, file) => send("POST", path, { type, body: file, key: randomUUID() }),
    async listen(signal) {
      const response = await fetch(`${base}/api/v1/stream`, { headers: { cookie }, signal });
      if (!response.ok) throw refusalOf(response.status, await response.text());
      const reader = response.body?.getReader();
      while (reader !== undefined && !(await reader.read()).done);
    },
  };
}

function refusalOf(status: number, text: string): Refused {
  try {
    const { error } = JSON.parse(text) as { error: { code: string; message: string } };
    return new Refused(status, error.code, error.message);
  } catch {
    return new Refused(status, "unreadable", `The server answered ${status}.`);
  }
}
