import type { Bus } from "../../src/bus/bus.ts";
import { notifyBus } from "../../src/bus/notify.ts";
import { notifyConnection } from "../../src/store/notify-connection.ts";

/** What a seating process tells. */
export type Report =
  | { readonly kind: "seated"; readonly contactId: string; readonly staffId: string; readonly at: number }
  | { readonly kind: "held"; readonly isHeld: boolean; readonly at: number }
  | { readonly kind: "refused" | "trouble"; readonly why: string }
  | { readonly kind: "miscounted"; readonly count: number };

/** As nodes without Redis wake each other. */
export const openBusOf = (url: string): Bus =>
  notifyBus({
    connect: (events) => notifyConnection({ url, channel: "bench" }, events),
    onError: () => undefined,
    onLink: () => undefined,
  });
