import type { Effect } from "../../../kit/fault/fault.ts";

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
  40_016: "invalid button size",
  40_017: "invalid button type",
  40_018: "invalid button name size",
  40_019: "invalid button key size",
  40_020: "invalid button url size",
  40_023: "invalid sub button size",
  40_025: "invalid sub button name size",
  40_032: "invalid openid list size",
  40_033: "invalid charset. please check your request, if include \\uxxxx will create fail!",
  40_035: "invalid parameter",
  40_053: "invalid action_info",
  40_066: "invalid url",
  40_097: "invalid args",
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
  45_028: "has no quota",
  45_029: "qrcode count out of limit",
  45_047: "out of response count limit",
  45_056: "too many tags",
  45_058: "can't modify sys tag",
  45_059: "can not add tag to user, the user has too many tags",
  45_072: "invalid command",
  45_080: "no message was exchanged in the last 30 seconds",
  45_081: "already typing",
  45_157: "invalid tag name, duplicated",
  45_158: "tag name too long",
  45_159: "invalid tag id",
  46_003: "menu no exist",
  47_001: "data format error",
  48_001: "api unauthorized",
  48_008: "no permission for this msgtype",
  49_003: "not match openid with appid",
  65_301: "no such menu",
  65_303: "invalid match rule",
  65_401: "invalid customservice account",
  65_403: "invalid kf nick name",
  65_413: "no effective session",
  65_414: "customer is served by other customservice",
  65_415: "customservice is offline",
  65_416: "invalid parameter",
  65_406: "invalid invite wechat id",
  40_037: "invalid template_id",
  43_004: "require subscribe",
  43_101: "user refuse to accept the msg",
  47_003: "argument invalid!",
  48_006: "forbid to clear quota because of reaching the limit",
  61_451: "invalid parameter",
  61_453: "account exists",
  87_014: "risky content",
  43_019: "user is in blacklist",
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

/** An answer that meets something on its way. */
export type Met = { readonly kind: "met"; readonly answer: ApiAnswer; readonly effect: Effect };
export type Answering = ApiAnswer | Met;

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
