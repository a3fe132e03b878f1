import type { Standing } from "../../takeover/standing.ts";
import type { Asked } from "./asked.ts";

/** What the account's platform answers and shows by itself, as set up on its page. Nothing of the replies can be written. */
export type StandingReplies = {
  readonly read: (signal: AbortSignal) => Promise<Asked<Standing>>;
};
