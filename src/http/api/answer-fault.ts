import type { Context } from "koa";

import { Fault } from "../../core/kernel/fault.ts";
import type { FaultCode } from "../../text/fault/index.ts";
import { type Language, translate } from "../../text/index.ts";
import { faultStatus } from "./status/fault-status.ts";

const isKnown = (code: string): code is FaultCode => Object.hasOwn(faultStatus, code);
const UNKNOWN = { code: "internal", params: {} } as const;

/**
 * The only place where an error becomes an answer. Whatever is no Fault of the table is a bug: it is told of by its
 * number alone, and given back, so that it can be logged.
 */
export function answerFault(
  ctx: Context,
  error: unknown,
  { requestId, language }: { readonly requestId: string; readonly language: Language },
): { readonly bug: unknown } | undefined {
  const known = error instanceof Fault && isKnown(error.code);
  const { code, params } = known ? { code: error.code as FaultCode, params: error.params } : UNKNOWN;
  ctx.status = faultStatus[code];
  const { retryAfterS } = params as { readonly retryAfterS?: string | number };
  if (retryAfterS !== undefined) ctx.set("retry-after", String(retryAfterS));
  ctx.body = { error: { code, params, message: translate(language, `fault.${code}`, params), requestId } };
  return known ? undefined : { bug: error };
}
