/** What the panel and the page that frames it say to each other; docs/panel.md has the contract. */
const VERSION = 1;
const WORD_MAX = 100;

export type FromHost =
  | { readonly type: "hello" }
  | { readonly type: "show"; readonly call: string }
  | { readonly type: "show"; readonly customer: string };

export type ToHost =
  | { readonly type: "ready" }
  | {
      readonly type: "customer";
      readonly conversation: string;
      readonly customer: string | null;
      readonly call: string | null;
    }
  | {
      readonly type: "dial";
      /** Named in the reports of its call. */
      readonly request: string;
      readonly number: string | null;
      readonly call: string | null;
      readonly masked: string | null;
    }
  | { readonly type: "refused"; readonly what: string; readonly why: string };

export const written = (message: ToHost) => ({ seatbridge: VERSION, ...message });

const word = (value: unknown): string | undefined =>
  typeof value === "string" && value.length > 0 && value.length <= WORD_MAX ? value : undefined;

/** Undefined: it is nothing that we know, and none of our business. */
export function readFromHost(data: unknown): FromHost | undefined {
  if (typeof data !== "object" || data === null) return undefined;
  const { seatbridge, type, call, customer } = data as Readonly<Record<string, unknown>>;
  if (seatbridge !== VERSION) return undefined;
  if (type === "hello") return { type };
  if (type !== "show") return undefined;
  const [asCall, asCustomer] = [word(call), word(customer)];
  if (asCall !== undefined) return { type, call: asCall };
  return asCustomer === undefined ? undefined : { type, customer: asCustomer };
}
