import { blockFan, changeFan, dismissChange, unblockFan } from "../../../action/fan/change-fan.ts";
import type { MeansOf } from "../../../action/fan/means.ts";
import { partIdentity } from "../../../action/fan/part.ts";
import { askFan, readFan } from "../../../action/fan/read-fan.ts";
import { acts, asks, type Route } from "../../api/route.ts";
import * as fan from "../../contract/platform/fan.ts";

/** What the platform knows of fans; `meansOf`: what that of an account offers. */
export const fanRoutes = (meansOf: MeansOf): readonly Route[] => [
  asks(fan.readFan, readFan(meansOf)),
  acts(fan.askFan, askFan),
  acts(fan.changeFan, changeFan(meansOf)),
  acts(fan.dismissChange, dismissChange),
  acts(fan.blockFan, blockFan(meansOf)),
  acts(fan.unblockFan, unblockFan(meansOf)),
  acts(fan.partIdentity, partIdentity),
];
