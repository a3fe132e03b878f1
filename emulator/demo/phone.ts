import { openFanDoor } from "./fan-door.ts";
import type { Fan } from "./play.ts";

/** What a fan's phone can do at the server's simulator. */
export type Phones = { readonly fan: (name: string) => Promise<Fan> };

/** `pictures`: bytes of PNG by the name that a story gives them. */
export function openPhones(
  base: string,
  account: string,
  pictures: ReadonlyMap<string, Uint8Array<ArrayBuffer>>,
): Phones {
  const { post } = openFanDoor(base);
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
