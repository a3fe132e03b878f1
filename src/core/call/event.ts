import type { Instant } from "../kernel/instant.ts";
import type { Direction } from "./call.ts";

/** A telephone call, as the telephone system tells it; who has it is no decision of ours. */
export type CallHappening =
  /** It rings where she sits, or was taken there. `call`: its id here. */
  | {
      readonly code: "called";
      readonly call: string;
      readonly direction: Direction;
      readonly staff: string;
      readonly session?: string;
      readonly queue?: string;
    }
  /** She has taken it. */
  | { readonly code: "talked"; readonly staff: string; readonly answeredAt: Instant };
