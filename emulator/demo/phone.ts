import type { Fan } from "./play.ts";

/** What a fan's phone can do at the server's simulator. */
export type Phones = { readonly fan: (name: string) => Promise<Fan> };

const answerMsMax = 15_000;

/** `pictures`: bytes of PNG by the name that a story gives them. */
export function openPhones(
  base: string,
  account: string,
  pictures: ReadonlyMap<string, Uint8Array<ArrayBuffer>>,
): Phones {
  async function post<Answer>(path: string, body: object | Uint8Array<ArrayBuffer>): Promise<Answer> {
    const isPicture = body instanceof Uint8Array;
    const response = await fetch(`${base}/fan/api${path}`, {
      method: "POST",
      headers: { "x-seatbridge": "1", "content-type": isPicture ? "image/png" : "application/json" },
      body: isPicture ? body : JSON.stringify(body),
      signal: AbortSignal.timeout(answerMsMax),
    });
    if (!response.ok) throw new Error(`The simulator answered ${response.status} to ${path}.`);
    return (await response.json()) as Answer;
  }

  return {
    async fan(name) {
      const { openid } = await post<{ openid: string }>("/fans", { account, name, following: true });
      const act = (deed: object) => post("/act", { account, fan: openid, deed });
      return {
        openid,
        async say(text) {
          await act({ does: "write", text });
        },
        async picture(picture) {
          const bytes = pictures.get(picture);
          if (bytes === undefined) throw new Error(`There is no picture named ${picture}.`);
          const { mediaId } = await post<{ mediaId: string }>(`/pictures?account=${account}`, bytes);
          await act({ does: "send_image", mediaId });
        },
      };
    },
  };
}
