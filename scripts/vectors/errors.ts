import { z } from "zod";

import { actionFor, type CodeAction } from "../../adapters/platform/wechat/api/codes.ts";
import { compared, skipped, type Result, type Vector } from "./result.ts";

const errorVector = z.object({
  body: z.object({ errcode: z.union([z.number(), z.string()]) }),
  suggested_action: z.string(),
});

/** What the vectors' words are called here. */
const ACTIONS: Readonly<Record<string, readonly CodeAction[]>> = {
  "refresh-token-then-retry-once": ["refresh"],
  degrade: ["degrade"],
  "alert-no-retry": ["alarm"],
  drop: ["drop", "fan_left"],
};
/** WeCom's begin there. */
const WECOM_FROM = 90_000;

/** Our table says the same of the code; one that it does not name is never tried again. */
export function runError(vector: Vector): Result {
  const { body, suggested_action: suggested } = errorVector.parse(vector);
  if (Number(body.errcode) >= WECOM_FROM) return skipped(vector, "WeCom is not built yet");
  const action = actionFor(String(body.errcode), "other");
  const fits = (ACTIONS[suggested] ?? []).includes(action);
  return compared(vector, { action }, [{ what: `${action} for ${suggested}`, is: fits, expected: true }]);
}
