import { exchange, type Fetch, type Recorded, SECOND, z } from "seatbridge/kit";

import type { Config } from "./config.ts";

const TIMEOUT_MS = 15 * SECOND;
/** An issue with hundreds of notes. */
const ANSWER_BYTES_MAX = 4 * 1_024 * 1_024;
const DETAIL_MAX = 300;

/** Redmine's answer, or what is known where there is none that helps. */
export type Asked<T> = { readonly kind: "ok"; readonly value: T } | Exclude<Recorded, { kind: "recorded" }>;

export type Api = {
  readonly get: <T>(path: string, shape: z.ZodType<T>) => Promise<Asked<T>>;
  /** Shape undefined: Redmine answers such a call without a body. */
  readonly send: <T = undefined>(
    method: "POST" | "PUT",
    path: string,
    body: unknown,
    shape?: z.ZodType<T>,
  ) => Promise<Asked<T>>;
};

const Errors = z.object({ errors: z.array(z.string()) });

/** Redmine's REST interface (https://www.redmine.org/projects/redmine/wiki/Rest_api), one try a call. */
export function openApi({ url, apiKey }: Config, fetch: Fetch, signal: AbortSignal): Api {
  async function call<T>(
    path: string,
    shape: z.ZodType<T> | undefined,
    sent?: { readonly method: "POST" | "PUT"; readonly body: unknown },
  ): Promise<Asked<T>> {
    const exchanged = await exchange(fetch, {
      url: url + path,
      headers: {
        "x-redmine-api-key": apiKey,
        accept: "application/json",
        "content-type": "application/json",
      },
      ...(sent === undefined ? {} : { body: Buffer.from(JSON.stringify(sent.body)) }),
      ...(sent?.method === "PUT" ? { method: "PUT" } : {}),
      timeoutMs: TIMEOUT_MS,
      answerBytesMax: ANSWER_BYTES_MAX,
      signal,
    });
    if (exchanged.kind !== "answered") return { kind: "unavailable", code: exchanged.reason };
    return read(exchanged.status, parse(exchanged.body), shape);
  }

  return {
    get: (path, shape) => call(path, shape),
    send: (method, path, body, shape) => call(path, shape, { method, body }),
  };
}

function read<T>(status: number, body: unknown, shape: z.ZodType<T> | undefined): Asked<T> {
  const code = `http_${status}`;
  if (status === 401 || status === 403) return { kind: "shut", code };
  if (status >= 500 || status === 408 || status === 429) return { kind: "unavailable", code };
  if (status < 200 || status >= 300) {
    const { data } = Errors.safeParse(body);
    const detail = data?.errors.join("; ").slice(0, DETAIL_MAX);
    return { kind: "refused", code, ...(detail === undefined ? {} : { detail }) };
  }
  if (shape === undefined) return { kind: "ok", value: undefined as T };
  const parsed = shape.safeParse(body);
  // A page of a proxy, or something else than Redmine.
  return parsed.success ? { kind: "ok", value: parsed.data } : { kind: "shut", code: "not_redmine" };
}

function parse(body: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(body).toString("utf8"));
  } catch {
    return undefined;
  }
}
