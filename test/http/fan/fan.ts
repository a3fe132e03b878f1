import type { Match } from "../../../src/http/contract/fan/match.ts";
import type { Deed, Entered, FanCard, PhoneView, PushEntry } from "../../../src/http/contract/fan/view.ts";

/** A refusal of the fan's page's API. */
export class Refused extends Error {
  readonly status: number;
  readonly code: string;
  constructor(status: number, code: string) {
    super(`${status} ${code}`);
    this.status = status;
    this.code = code;
  }
}

type Acted = { readonly entry: Entered & PushEntry };

/** The page of the simulator, without a browser. */
export function fan(server: { readonly url: string; readonly account: { readonly id: string } }) {
  const account = server.account.id;

  async function call<T>(path: string, init: RequestInit): Promise<T> {
    const answer = await fetch(`${server.url}/fan/api${path}`, init);
    const body = (await answer.json()) as T & { error?: { code: string } };
    if (!answer.ok) throw new Refused(answer.status, body.error?.code ?? "");
    return body;
  }
  const get = <T>(path: string): Promise<T> => call<T>(path, {});
  const post = <T>(path: string, body: object): Promise<T> =>
    call<T>(path, {
      method: "POST",
      headers: { "content-type": "application/json", "x-seatbridge": "1" },
      body: JSON.stringify(body),
    });
  const card = (name: string, following = true) => post<FanCard>("/fans", { account, name, following });

  return {
    get,
    post,
    card,
    /** The fan of that name; a new one follows already unless told otherwise. */
    async as(name: string, { following = true } = {}) {
      const { openid } = await card(name, following);
      const query = `?account=${account}&fan=${openid}`;
      const act = (deed: Deed, { forged = false } = {}) =>
        post<Acted>("/act", { account, fan: openid, deed, forged });
      return {
        openid,
        act,
        post: (path: string, body: object) => post<unknown>(path, { account, fan: openid, ...body }),
        refused: (deed: Deed): Promise<unknown> => act(deed).catch((error: unknown) => error),
        phone: () => get<PhoneView & { readonly match: Match }>(`/phone${query}`),
        picture: (bytes: Uint8Array<ArrayBuffer>) =>
          call<{ mediaId: string }>(`/pictures?account=${account}`, {
            method: "POST",
            headers: { "content-type": "image/png", "x-seatbridge": "1" },
            body: new Blob([bytes]),
          }),
        watch: () => watch(`${server.url}/fan/api/events${query}`),
      };
    },
  };
}

const WAIT_MS_MAX = 5_000;

/** The events of a stream, one after the other. */
async function watch(url: string) {
  const abort = new AbortController();
  const { body } = await fetch(url, { signal: abort.signal });
  if (body === null) throw new Error("The stream has no body.");
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  let text = "";

  async function frame(): Promise<{ readonly event: string; readonly data: string }> {
    for (;;) {
      const end = text.indexOf("\n\n");
      if (end !== -1) {
        const [, event = "", data = ""] = /^event: (\w+)\ndata: ?(.*)$/s.exec(text.slice(0, end)) ?? [];
        text = text.slice(end + 2);
        return { event, data };
      }
      const { value, done } = await reader.read();
      if (done) throw new Error("The stream has ended.");
      text += value;
    }
  }

  async function until<T>(event: string, is: (data: T) => boolean): Promise<T> {
    const late = setTimeout(() => abort.abort(new Error(`No such ${event} came.`)), WAIT_MS_MAX);
    for (;;) {
      const next = await frame();
      if (next.event !== event) continue;
      const data = JSON.parse(next.data) as T;
      if (!is(data)) continue;
      clearTimeout(late);
      return data;
    }
  }
  return { until, next: <T>(event: string) => until<T>(event, () => true), close: () => abort.abort() };
}
