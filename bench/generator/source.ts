import type { Traffic } from "../traffic/traffic.ts";
import type { Ledger } from "./ledger.ts";
import type { Meter } from "../measure/meter.ts";

/** What a loop works with: where requests come from, who judges the answers, who takes the time. */
export type Source = { readonly traffic: Traffic; readonly ledger: Ledger; readonly meter: Meter };

/** The platform's patience in ms: what takes longer counts as lost. */
export const answerMsMax = 5_000;
