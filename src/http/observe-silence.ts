import type { Logger } from "pino";

import type { SilenceWatch } from "../flow/tend/silence.ts";
import type { Metrics } from "./metrics.ts";

/** One line when an account falls silent and one when it is heard again; a gauge says which are silent now. */
export const observeSilence = ({ silent }: Metrics, log: Logger): SilenceWatch => ({
  begins: (account, since) => log.warn({ account, since: new Date(since).toISOString() }, "account silent"),
  ends: (account) => log.info({ account }, "account heard again"),
  seen(accounts) {
    silent.reset();
    for (const [account, since] of accounts) silent.labels(account).set(since === undefined ? 0 : 1);
  },
});
