import type { IconName } from "../../parts/icons.ts";
import type { ContactRow } from "../api/wire.ts";

/**
 * What a card is about: a call for help, my telephone, a colleague's question, what became of my own, a customer who was awaited has
 * written, colleagues have answered mine or leave me theirs, one waits to be taken.
 */
export type CardKind = "flag" | "call" | "consult" | "asked" | "heard" | "meanwhile" | "cover" | "pull";

type Deed = {
  readonly text: string;
  /** What it is called where it stands alone, with the customer's name. */
  readonly label: string;
  readonly run: () => void;
  readonly isShut?: boolean;
};

/** Something that wants me and is no contact of mine: one shape, whatever it is about. */
export type Card = {
  readonly kind: CardKind;
  readonly key: string;
  readonly icon?: IconName;
  readonly title: string;
  readonly contact?: Pick<ContactRow, "channel" | "surface">;
  /** Since when somebody waits. */
  readonly since?: number | null;
  readonly said?: string;
  /** Shows the conversation. */
  readonly open?: () => void;
  readonly act?: Deed;
  readonly dismiss?: Deed;
};

export type CardGroup = {
  readonly kind: CardKind;
  readonly head?: { readonly title: string; readonly count: string };
  /** Why nothing of it can be done now. */
  readonly why?: string;
  readonly cards: readonly Card[];
};

/** What one key does: the first card that something can be done with. */
export function firstDeed(groups: readonly CardGroup[]): (() => void) | undefined {
  for (const { act, open } of groups.flatMap(({ cards }) => cards)) {
    if (act !== undefined && act.isShut !== true) return act.run;
    if (act === undefined && open !== undefined) return open;
  }
  return undefined;
}
