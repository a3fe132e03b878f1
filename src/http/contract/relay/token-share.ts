import { z } from "zod";

import { contract } from "../contract.ts";
import { id, INTEGER_MAX, instant, PathId, version } from "../parts.ts";

const ADDRESSES_MAX = 20;

const share = z
  .object({
    /** From where it may be asked for; none: from anywhere. */
    addresses: z.array(z.string()),
    at: instant,
    by: z.string(),
    version,
    /** Who has come, the last first. */
    readers: z.array(z.object({ address: z.string(), at: instant })),
  })
  .nullable();

export const readShare = contract({
  id: "token_share.read",
  method: "GET",
  path: "/accounts/:id/token-share",
  permission: "account.read",
  summary: "To whom the account's access token is given beside us; null: to nobody",
  params: PathId,
  response: z.object({ share }),
});

/** Faults: account_gone, version_conflict */
export const keepShare = contract({
  id: "token_share.keep",
  method: "PUT",
  path: "/accounts/:id/token-share",
  permission: "account.write",
  summary: "Gives the account's access token to whoever brings the key, which is told once",
  params: PathId,
  body: z.strictObject({
    /** 0: it is given to nobody yet. */
    version: z.int().min(0).max(INTEGER_MAX),
    addresses: z.array(z.union([z.ipv4(), z.ipv6()])).max(ADDRESSES_MAX),
    /** Ends the key of before. */
    newKey: z.boolean().default(false),
  }),
  response: z.object({ share, key: z.string().nullable() }),
});

/** Faults: account_gone, version_conflict */
export const endShare = contract({
  id: "token_share.end",
  method: "POST",
  path: "/accounts/:id/token-share/end",
  permission: "account.write",
  summary: "Gives the token to nobody any more",
  params: PathId,
  body: z.strictObject({ version }),
  response: z.object({ share }),
});

/**
 * For the brand's other systems, with `Authorization: Bearer <key>`: so that all use one token and none ends another's.
 * Keep it until its end is near; 30 calls a minute from one address.
 * Faults: token_key_wrong, token_address_wrong, token_limited {max}, token_unavailable {code}
 */
export const lendToken = contract({
  id: "token.lend",
  method: "GET",
  path: "/tokens/:id",
  permission: "public",
  signed: true,
  summary: "The account's access token of now, and for how many seconds it is good",
  params: z.object({ id }),
  response: z.object({ access_token: z.string(), expires_in: z.int() }),
});
