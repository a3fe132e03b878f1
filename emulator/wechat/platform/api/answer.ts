/** What the platform says of a call that it refuses (protocols §1.20). People branch on the number alone. */
const REASONS = {
  40_001: "invalid credential, access_token is invalid or not latest",
  40_002: "invalid grant_type",
  40_003: "invalid openid",
  40_004: "invalid media type",
  40_005: "invalid file type",
  40_006: "invalid media size",
  40_007: "invalid media_id",
  40_008: "invalid message type",
  40_009: "invalid image size",
  40_010: "invalid voice size",
  40_011: "invalid video size",
  40_013: "invalid appid",
  40_033: "invalid charset. please check your request, if include \\uxxxx will create fail!",
  40_066: "invalid url",
  40_125: "invalid appsecret",
  41_001: "access_token missing",
  41_002: "appid missing",
  41_004: "appsecret missing",
  41_005: "media data missing",
  42_001: "access_token expired",
  43_001: "require GET method",
  43_002: "require POST method",
  44_002: "empty post data",
  44_003: "empty news data",
  44_004: "empty content",
  45_001: "media size out of limit",
  45_002: "content size out of limit",
  45_008: "article size out of limit",
  45_009: "reach max api daily quota limit",
  45_011: "api minute-quota reach limit, must slower, retry next minute",
  45_015: "response out of time limit or subscription is canceled",
  45_047: "out of response count limit",
  45_072: "invalid command",
  45_080: "no message was exchanged in the last 30 seconds",
  45_081: "already typing",
  47_001: "data format error",
  48_001: "api unauthorized",
  48_008: "no permission for this msgtype",
  65_401: "invalid customservice account",
} as const;

export type Code = keyof typeof REASONS;

/** What a call of the API comes back with. */
export type ApiAnswer =
  | { readonly kind: "json"; readonly code: number; readonly body: Readonly<Record<string, unknown>> }
  | {
      readonly kind: "bytes";
      readonly contentType: string;
      readonly fileName: string;
      readonly bytes: Uint8Array;
    };

export const ok = (body: Readonly<Record<string, unknown>>): ApiAnswer => ({ kind: "json", code: 0, body });

/** The usual answer of a call that only does something. */
export const done = ok({ errcode: 0, errmsg: "ok" });

export const isCode = (code: number): code is Code => Object.hasOwn(REASONS, code);

/** A refusal comes with status 200, and a number of the request that changes each time. */
export function refuse(code: number, random: (bytes: number) => Uint8Array, hint = ""): ApiAnswer {
  const rid = Buffer.from(random(8)).toString("hex");
  const reason = code === -1 ? "system error" : isCode(code) ? REASONS[code] : "refused";
  return {
    kind: "json",
    code,
    body: { errcode: code, errmsg: `${reason}${hint === "" ? "" : `: ${hint}`} rid: ${rid}` },
  };
}
