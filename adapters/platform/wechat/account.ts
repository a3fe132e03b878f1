import { MINUTE, createReplayGuard, encodedAesKey, z, type ReplayGuard } from "seatbridge/kit";

import { isSafe } from "./address.ts";
import type { BodyFormat } from "./body.ts";
import { tokenSettings } from "./token-settings.ts";
import { openCipher, type Cipher, type Tokens, tokensOf } from "./encrypted/cipher.ts";

/** Nonces kept per account: both generations together, about 30 MB when an account is flooded. */
const noncesMax = 200_000;

const aesKey = z.string().regex(encodedAesKey, "must be 43 letters and digits");

const token = z.string().regex(/^[0-9A-Za-z]{3,32}$/, "must be 3 to 32 letters and digits");

/** What every account of the WeChat family is connected by. */
export const settings = {
  /** Chosen by the brand on the platform's page; signs every webhook. */
  token,
  /** The one that was valid before, as long as something signed with it may come. */
  previousToken: token.optional(),
  /** With appSecret, lets us send through the platform's interface. */
  appId: z
    .string()
    .regex(/^wx[0-9a-z]{16}$/, "must be wx and 16 letters and digits")
    .optional(),
  appSecret: z
    .string()
    .regex(/^[0-9A-Za-z]{32}$/, "must be 32 letters and digits")
    .optional(),
  /** Where that interface lies; practice accounts have the emulator's. The secret goes there, so it is https or here. */
  apiBase: z
    .url()
    .refine(isSafe, "must be https, or http on this machine")
    .transform((address) => address.replace(/\/+$/, ""))
    .default("https://api.weixin.qq.com"),
  ...tokenSettings,
  /** The account's own id; when set, messages for another account are refused. */
  originalId: z
    .string()
    .regex(/^gh_[0-9A-Za-z_-]{1,61}$/, "must begin with gh_")
    .optional(),
  /** How far a time stamp may be from our clock, either way; the platform itself sets no window. */
  timestampWindowMs: z
    .int()
    .positive()
    .default(5 * MINUTE),
  /**
   * 消息加解密方式, as chosen on the platform's page. Compatible takes messages in clear and encrypted ones, for the
   * way from one mode to the other; safe takes encrypted ones alone.
   */
  mode: z.enum(["plain", "compatible", "safe"]).default("plain"),
  /** From the same page; with appId, needed by the other modes than plain. */
  encodingAesKey: aesKey.optional(),
  /** The key that was valid before, as long as something encrypted with it may come. */
  previousEncodingAesKey: aesKey.optional(),
};

type Settings = z.output<z.ZodObject<typeof settings>>;

/** Fields of it that are secrets, and for which of them the one before is kept. */
export const secrets = [
  "token",
  "previousToken",
  "appSecret",
  "tokenSecret",
  "encodingAesKey",
  "previousEncodingAesKey",
] as const;
/** What is sent to the interface, or buys the token that is. */
export const servers = { apiBase: ["appSecret", "tokenSecret"], tokenUrl: ["tokenSecret"] } as const;
export const previous = { token: "previousToken", encodingAesKey: "previousEncodingAesKey" } as const;

/** A refinement: what is encrypted needs a key, and the appid that ends it; a token server has to lie somewhere. */
export function requireParts({ mode, ...given }: Settings, context: z.RefinementCtx<Settings>): void {
  if (given.tokenSource === "theirs" && given.tokenUrl === undefined)
    context.addIssue({
      code: "custom",
      path: ["tokenUrl"],
      message: "is needed for the brand's token server",
    });
  if (mode === "plain") return;
  for (const name of ["encodingAesKey", "appId"] as const) {
    if (given[name] === undefined)
      context.addIssue({ code: "custom", path: [name], message: `is needed in ${mode} mode` });
  }
}

/** What receiving needs to know of one account, and what it remembers. */
export type Account = {
  readonly tokens: Tokens;
  readonly originalId: string | undefined;
  readonly timestampWindowMs: number;
  readonly mode: "plain" | "compatible" | "safe";
  readonly format: BodyFormat;
  /** There in compatible and safe mode. */
  readonly cipher: Cipher | undefined;
  readonly nonces: ReplayGuard;
};

export function openAccount(given: Settings, format: BodyFormat): Account {
  const { originalId, timestampWindowMs, mode } = given;
  return {
    tokens: tokensOf(given),
    originalId,
    timestampWindowMs,
    mode,
    format,
    cipher: mode === "plain" ? undefined : openCipher(given),
    // A time stamp from the end of the window ahead is good for two windows.
    nonces: createReplayGuard({ windowMs: 2 * timestampWindowMs, entriesMax: noncesMax }),
  };
}
