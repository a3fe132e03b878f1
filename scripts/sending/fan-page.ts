import { z } from "zod";

import { Mishap } from "./mishap.ts";

/** The server answers when the account has, and that may take three times the platform's five seconds. */
const ANSWER_MS_MAX = 20_000;

/** Of what the simulator answers, what a command prints. */
export const Accounts = z.object({ accounts: z.array(z.object({ id: z.string(), name: z.string() })) });
export const Fan = z.object({ openid: z.string() });
export const Picture = z.object({ mediaId: z.string() });

const Attempt = z.object({ status: z.int().optional(), answer: z.string().optional() });
const Verdict = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("pending") }),
  z.object({ kind: z.literal("success") }),
  z.object({ kind: z.literal("reply"), type: z.string() }),
  z.object({ kind: z.literal("trouble"), why: z.string() }),
]);
export const Acted = z.object({ entry: z.object({ attempts: z.array(Attempt), verdict: Verdict }) });

const Item = z.object({
  n: z.int(),
  side: z.enum(["fan", "account", "notice"]),
  via: z.enum(["passive", "api"]).optional(),
  shows: z.looseObject({ kind: z.string() }),
});
export type PhoneItem = z.infer<typeof Item>;
export const Phone = z.object({ v: z.int(), thread: z.array(Item) });

/** The calls of the fan's page at one server. */
export type FanPage = {
  readonly get: <T>(path: string, answer: z.ZodType<T>) => Promise<T>;
  readonly post: <T>(path: string, body: object | Blob, answer: z.ZodType<T>) => Promise<T>;
};

/** Refusals come as a Mishap with the server's own sentence. */
export function fanPage(url: string): FanPage {
  async function call<T>(path: string, init: RequestInit, answer: z.ZodType<T>): Promise<T> {
    const response = await fetch(`${url}/fan/api${path}`, {
      ...init,
      signal: AbortSignal.timeout(ANSWER_MS_MAX),
    }).catch((error: unknown) => {
      throw new Mishap(
        (error as Error).name === "TimeoutError"
          ? `${url} gave no answer within ${ANSWER_MS_MAX / 1_000} s. See the server's log.`
          : `No server answers at ${url}. Start it with npm start, or name another with --url.`,
      );
    });
    const body: unknown = await response.json().catch(() => undefined);
    const parsed = answer.safeParse(body);
    if (response.ok && parsed.success) return parsed.data;
    const refusal = z.object({ error: z.object({ message: z.string() }) }).safeParse(body);
    throw new Mishap(
      refusal.success ? refusal.data.error.message : `${url} is no Seatbridge, or one of another version.`,
    );
  }
  return {
    get: (path, answer) => call(path, { headers: { "accept-language": "en" } }, answer),
    post: (path, body, answer) =>
      call(
        path,
        {
          method: "POST",
          headers: {
            "accept-language": "en",
            "x-seatbridge": "1",
            ...(body instanceof Blob ? {} : { "content-type": "application/json" }),
          },
          body: body instanceof Blob ? body : JSON.stringify(body),
        },
        answer,
      ),
  };
}
