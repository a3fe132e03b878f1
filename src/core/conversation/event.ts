/** What happened in a conversation outside any contact; `seq` numbers the message it is about. */
export type ConversationEvent =
  | { readonly code: "welcomed"; readonly seq: number; readonly rule: string; readonly scene?: string }
  | { readonly code: "noted"; readonly seq: number; readonly rule: string }
  /** The platform refused that message of ours, where our ledger saw a window and a place; it has to be looked into. */
  | {
      readonly code: "refused_unforeseen";
      readonly seq: number;
      /** The platform's code. */
      readonly refused: string;
      /** The window that would have paid, and its places; absent where they are not counted. */
      readonly trigger?: string;
      readonly left?: number;
    };
