import type { Covering, Phone } from "./beside.ts";
import type { Awaited, Consult, ContactRow, Counts, Seated, Send, ShownOffer, ThreadItem } from "./desk.ts";

/** What a stream tells a browser, one after the other. */
export type Frame =
  | {
      readonly event: "hello";
      readonly data: { readonly serverTime: string; readonly version: string; readonly deviates: string };
    }
  | {
      readonly event: "desk";
      readonly data: {
        /** Everything; else only what has changed. */
        readonly full: boolean;
        readonly session?: Seated | null;
        readonly contacts?: readonly ContactRow[];
        readonly removed?: readonly string[];
        readonly offers?: readonly ShownOffer[];
        readonly counts?: Counts;
        readonly awaited?: readonly Awaited[];
        readonly consults?: readonly Consult[];
        readonly covering?: Covering;
        readonly phone?: Phone;
      };
    }
  | {
      readonly event: "messages";
      readonly data: {
        readonly conversationId: string;
        readonly after: number;
        readonly items: readonly ThreadItem[];
        readonly more: boolean;
      };
    }
  | {
      readonly event: "sends";
      readonly data: {
        readonly conversationId: string;
        readonly items: readonly (Send & { readonly seq: number })[];
      };
    }
  | {
      readonly event: "presence";
      readonly data: {
        readonly conversationId: string;
        readonly who: readonly {
          readonly staffId: string;
          readonly name: string;
          readonly doing: "viewing" | "typing";
        }[];
      };
    }
  | { readonly event: "ping"; readonly data: { readonly serverTime: string; readonly deviates: string } }
  | { readonly event: "bye"; readonly data: { readonly code: string } };
