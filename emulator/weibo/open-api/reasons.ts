/** What the platform says of a call that it refuses (protocols §4.4). */
const REASONS = {
  10_006: "source parameter(appkey) is missing",
  10_008: "param error, see doc for more info",
  10_009: "too many pending tasks, system is busy",
  10_010: "job expired",
  10_012: "illegal request",
  10_014: "insufficient app permissions",
  10_016: "miss required parameter",
  10_017: "parameter value invalid",
  10_020: "request api not found",
  10_021: "HTTP method is not supported for this request",
  10_022: "IP requests out of rate limit",
  10_023: "user requests out of rate limit",
  10_024: "user requests for this api are out of rate limit",
  20_003: "user does not exists",
  20_008: "content is null",
  20_012: "text too long, please input text less than 140 characters",
  20_016: "out of limit",
  20_017: "repeat content, similar text",
  20_019: "repeat content",
  20_021: "contain illegal website",
  20_101: "target weibo does not exist",
  20_112: "no permission to view this weibo",
  20_201: "target comment does not exist",
  20_203: "not your own comment",
  20_206: "the author allows comments by those who are followed only",
  20_207: "the author allows comments by trusted users only",
  21_322: "redirect_uri_mismatch",
  21_323: "invalid_request",
  21_324: "invalid_client",
  21_325: "invalid_grant",
  21_327: "expired_token",
  21_328: "unsupported_grant_type",
  21_329: "unsupported_response_type",
  21_332: "access token is invalid",
} as const;

export type Code = keyof typeof REASONS;

export const reasonOf = (code: number): string =>
  Object.hasOwn(REASONS, code) ? REASONS[code as Code] : "refused";

const OAUTH_FROM = 21_300;
const RATES: ReadonlySet<number> = new Set([10_022, 10_023, 10_024]);

export const statusOf = (code: number): number => (code >= OAUTH_FROM || RATES.has(code) ? 403 : 400);

export const refusal = (request: string, error_code: number): string =>
  JSON.stringify({ request, error_code, error: reasonOf(error_code) });
