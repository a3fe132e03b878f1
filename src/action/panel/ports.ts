/** Whom the panel is to show: by the telephone system's id of a call, our customer's, or a conversation. */
export type Sought =
  | { readonly call: string }
  | { readonly customer: string }
  | { readonly conversation: string };

export type Found = {
  readonly conversationId: string;
  readonly customerId: string | null;
  /** The telephone system's own id, where it is a call. */
  readonly call: string | null;
};

export type PanelStore = {
  /** Of systems that are on; what frames the panel comes from one of these. */
  readonly origins: () => Promise<readonly string[]>;
  readonly find: (sought: Sought) => Promise<Found | undefined>;
};
