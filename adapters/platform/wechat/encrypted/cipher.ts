import { decodeAesKey, equalText, sortedSha1, type WebhookRequest } from "seatbridge/kit";

/** What compatible and safe mode need of an account (protocols §1.3). */
export type Cipher = {
  readonly tokens: Tokens;
  /** The current key, which alone encrypts, and the one before, which the platform may use for a while longer. */
  readonly keys: readonly [current: Uint8Array, ...previous: Uint8Array[]];
  /** The account's appid: it stands at the end of all that is encrypted for the account or by it. */
  readonly appId: string;
};

/** The current token, which alone signs replies, and the one before, which the platform may use for a while longer. */
export type Tokens = readonly [current: string, ...previous: string[]];

type GivenTokens = { readonly token: string; readonly previousToken?: string | undefined };

export const tokensOf = ({ token, previousToken }: GivenTokens): Tokens =>
  previousToken === undefined ? [token] : [token, previousToken];

/** Whether one of the tokens has signed these parts. Each is tried, whichever it was. */
export const isSignedBy = (tokens: Tokens, parts: readonly string[], signature: string): boolean =>
  tokens.map((token) => equalText(sortedSha1([token, ...parts]), signature)).includes(true);

/** Undefined where the account has not all that is needed. */
export function openCipher(
  settings: GivenTokens & {
    readonly appId?: string | undefined;
    readonly encodingAesKey?: string | undefined;
    readonly previousEncodingAesKey?: string | undefined;
  },
): Cipher | undefined {
  const { appId, encodingAesKey = "", previousEncodingAesKey = "" } = settings;
  const current = decodeAesKey(encodingAesKey);
  const previous = decodeAesKey(previousEncodingAesKey);
  if (current === undefined || appId === undefined) return undefined;
  return {
    tokens: tokensOf(settings),
    keys: previous === undefined ? [current] : [current, previous],
    appId,
  };
}

/** Whether the platform says that the body is encrypted; the reply is then, too. */
export const isEncrypted = ({ query }: WebhookRequest): boolean => query.get("encrypt_type") === "aes";
