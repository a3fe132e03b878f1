import type { Context } from "koa";

import { Fault } from "../../core/kernel/fault.ts";
import { readBody } from "../body.ts";
import type { Contract } from "../contract/contract.ts";
import { parseJson } from "./parse-json.ts";

const JSON_BYTES_MAX = 256 * 1024;
/** PostgreSQL keeps no NUL in text. */
const NUL_IN_QUERY = "%00";

/**
 * Params, query and body of a call as one object, as its schemas make them.
 * @throws Fault `input_invalid` {fields}, `body_not_json`, `body_malformed`, `body_too_large`
 */
export async function readInput(ctx: Context, contract: Contract): Promise<unknown> {
  if (ctx.querystring.includes(NUL_IN_QUERY)) throw notAccepted("query");
  const parts = [
    contract.params?.safeParse(ctx["params"]),
    contract.query?.safeParse({ ...ctx.query }),
    contract.body?.safeParse(
      contract.body === undefined ? undefined : await readJson(ctx, contract.bodyBytesMax),
    ),
  ].filter((part) => part !== undefined);
  const wrong = parts.flatMap(({ error }) => error?.issues ?? []).map(({ path }) => path.join("."));
  if (wrong.length > 0) {
    throw notAccepted([...new Set(wrong)].join(", "));
  }
  return Object.assign({}, ...parts.map(({ data }) => data));
}

const notAccepted = (fields: string): Fault =>
  new Fault("input_invalid", `Not accepted: ${fields}.`, { fields });

async function readJson(ctx: Context, bytesMax = JSON_BYTES_MAX): Promise<unknown> {
  const bytes = await readBody(ctx.req, bytesMax).catch(() => {
    throw new Fault("body_malformed", "The body did not come whole.");
  });
  if (bytes === undefined) {
    throw new Fault("body_too_large", `The body is larger than ${bytesMax} bytes.`, { bytesMax });
  }
  // Where nothing has to be said, nothing has to be sent.
  if (bytes.length === 0) return {};
  if (!ctx.request.is("application/json")) {
    throw new Fault("body_not_json", "Send the body as application/json.");
  }
  const parsed = parseJson(bytes);
  if (parsed !== undefined) return parsed.value;
  throw new Fault("body_malformed", "The body is not valid JSON.");
}
