import { preferences } from "../me/preferences.ts";
import { t } from "../text/index.ts";
import type { Answer, Given, Route } from "./endpoints.ts";
import { Refusal } from "./refusal.ts";

type Value = string | number | boolean | null | undefined;

export type Options = {
  /**
   * The name of this action. Whoever repeats an action that may have arrived (a queue that waits for the line)
   * gives the same key again, and the server does it once. By default a new one.
   */
  readonly key?: string | undefined;
  readonly signal?: AbortSignal | undefined;
  /** How long to wait for the answer, where the server itself has to wait for somebody. */
  readonly answerMs?: number | undefined;
};
type Parts = Options & {
  readonly params?: Readonly<Record<string, string | number>>;
  readonly query?: Readonly<Record<string, Value | readonly Value[]>>;
  /** JSON, or a Blob that travels as it is. */
  readonly body?: unknown;
};

/** Waits between the tries of one call that did not get through. */
const RETRY_MS: readonly number[] = [300, 1_000, 3_000];
/** A server that takes longer is as good as away. */
const ANSWER_MS_MAX = 20_000;

const ended = new Set<() => void>();

/** Called when the server says that nobody is signed in any more. */
export function onSessionEnded(tell: () => void): void {
  ended.add(tell);
}

/** Not randomUUID: browsers keep that from pages that came without https. */
export const newKey = (): string =>
  Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join(
    "",
  );

/**
 * Asks the server. A line that breaks is tried again under the same key, so nothing happens twice.
 * @throws {Refusal} what the server refused, with its own sentence; `status` 0 where it could not be reached.
 */
export function call<R extends Route>(
  route: R,
  ...input: object extends Given<R> ? [input?: Given<R> & Options] : [input: Given<R> & Options]
): Promise<Answer<R>>;
export async function call(route: string, ...[given]: readonly unknown[]): Promise<unknown> {
  const input = (given ?? {}) as Parts;
  const key = input.key ?? newKey();
  for (let attempt = 0; ; attempt += 1) {
    try {
      return await ask(route, input, key);
    } catch (error) {
      const waitMs = RETRY_MS[attempt];
      if (!isWorthRetrying(error) || waitMs === undefined || input.signal?.aborted === true) throw error;
      await new Promise((resolve) => setTimeout(resolve, waitMs));
    }
  }
}

/** No answer, or the gateway's word that the server is away: it may or may not have arrived. */
function isWorthRetrying(error: unknown): boolean {
  return error instanceof Refusal && [0, 502, 503, 504].includes(error.status);
}

async function ask(route: string, input: Parts, key: string): Promise<unknown> {
  const [method = "GET", path = "/"] = route.split(" ");
  const isBlob = input.body instanceof Blob;
  const response = await fetch(addressOf(path, input), {
    method,
    headers: {
      ...headersOf(method === "GET" ? undefined : key),
      ...(input.body === undefined || isBlob ? {} : { "content-type": "application/json" }),
    },
    body: input.body === undefined ? null : isBlob ? (input.body as Blob) : JSON.stringify(input.body),
    signal: AbortSignal.any([
      AbortSignal.timeout(input.answerMs ?? ANSWER_MS_MAX),
      ...(input.signal ? [input.signal] : []),
    ]),
  }).catch((error: unknown) => {
    if (input.signal?.aborted === true) throw error;
    throw new Refusal(0, { code: "server_unreachable", message: t("app.unreachable") });
  });
  if (!response.ok) throw await refusalOf(response);
  return response.status === 204 ? undefined : response.json();
}

/** What every call carries; one that changes something, the name of the action. */
export const headersOf = (key: string | undefined): Readonly<Record<string, string>> => ({
  "accept-language": preferences.language,
  "x-seatbridge": "1",
  ...(key === undefined ? {} : { "idempotency-key": key }),
});

const refusalOf = async (response: Response): Promise<Refusal> =>
  refusalFrom(response.status, await response.json().catch(() => undefined));

/** What an answer that is no success says; whoever is signed out is told of it. */
export function refusalFrom(status: number, answer: unknown): Refusal {
  const body = answer as { readonly error?: ConstructorParameters<typeof Refusal>[1] } | null | undefined;
  const refusal = new Refusal(
    status,
    body?.error ?? { code: `http_${status}`, message: t("app.failed", { status }) },
  );
  if (status === 401 && refusal.code === "signed_out") for (const tell of ended) tell();
  return refusal;
}

function addressOf(path: string, { params = {}, query = {} }: Parts): string {
  const filled = path.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(String(params[name])));
  const search = new URLSearchParams();
  for (const [name, given] of Object.entries(query)) {
    for (const value of Array.isArray(given) ? given : [given]) {
      if (value !== undefined && value !== null && value !== "") search.append(name, String(value));
    }
  }
  return `/api/v1${filled}${search.size > 0 ? `?${search}` : ""}`;
}
