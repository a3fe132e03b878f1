import { HOUR, type Clock } from "../../core/kernel/instant.ts";
import { SHARED } from "../../http/shared-media.ts";
import type { Vault } from "../../store/secret/vault.ts";

/** The platform looks within half an hour (protocols §1.17). */
const LIVES_MS = HOUR;
const PURPOSE = "shared medium";
const ID = /^[0-9a-f-]{36}$/;

export type SharedMedia = {
  /** The path under which a medium of ours can be fetched by whoever knows it, for an hour; undefined without a key. */
  readonly pathOf: (id: string) => string | undefined;
  /** The medium of such a path's rest; undefined where it is none of ours, or over. */
  readonly idOf: (rest: string) => string | undefined;
};

/** Addresses for platforms that look at what is sent. Nothing is kept: the address says what it opens, and until when. */
export function shareMedia(vault: Pick<Vault, "sign" | "isSigned">, clock: Clock): SharedMedia {
  return {
    pathOf(id) {
      const until = clock() + LIVES_MS;
      const signature = vault.sign(PURPOSE, `${id}/${until}`);
      return signature && `${SHARED}/${id}/${until}/${signature}`;
    },
    idOf(rest) {
      const [id = "", until = "", signature = "", ...more] = rest.split("/");
      if (!ID.test(id) || !/^[0-9]{1,15}$/.test(until) || more.length > 0) return undefined;
      return Number(until) > clock() && vault.isSigned(PURPOSE, `${id}/${until}`, signature) ? id : undefined;
    },
  };
}
