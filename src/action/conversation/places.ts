import { Fault } from "../../core/kernel/fault.ts";
import type { Instant } from "../../core/kernel/instant.ts";
import type { TextLimit } from "../../core/channel/split.ts";
import { type Leaving, placesFor } from "../../core/ledger/join.ts";
import type { LedgerWindow } from "../../core/ledger/ledger.ts";
import { placesLeft } from "../../core/ledger/place.ts";
import type { LedgerRules } from "../../core/ledger/rule.ts";
import type { Query } from "../action.ts";
import type { Stores } from "../ports.ts";
import { gone, refuseUnseen } from "./seen.ts";

/** What the platform lets the account say in a conversation. */
export type Places = {
  /** Open ones, also those that are used up; null where the platform knows no windows. */
  readonly windows:
    | readonly {
        readonly trigger: LedgerWindow["trigger"];
        readonly closesAt: string;
        /** Null where messages are not counted. */
        readonly of: number | null;
        readonly left: number | null;
      }[]
    | null;
  /** What has not left yet, in its order. */
  readonly waiting: readonly Leaving[];
};

export type RulesOf = (accountId: string) => LedgerRules | undefined;

/** @throws Fault `conversation_unseen` */
export const createReadPlaces = (
  rulesOf: RulesOf,
): Query<{ readonly id: string }, Places, Pick<Stores, "conversation">> => ({
  permission: "contact.read",
  async ask({ store, actor, at }, { id }) {
    await refuseUnseen(store, actor, id);
    const rules = rulesOf((await store.conversation.accountOf(id)) ?? gone());
    if (rules === undefined) return { windows: null, waiting: [] };
    const { windows, waiting } = await store.conversation.places(id, rules, at);
    return { windows: windows.map(shown), waiting };
  },
});

const shown = ({ trigger, closesAt, of, left }: LedgerWindow) => ({
  trigger,
  closesAt: new Date(closesAt).toISOString(),
  of: Number.isFinite(of) ? of : null,
  left: Number.isFinite(left) ? left : null,
});

type Given = {
  readonly id: string;
  readonly rules: LedgerRules | undefined;
  /** What one message holds. */
  readonly limit: TextLimit;
  readonly said: readonly Leaving[];
  readonly at: Instant;
};

/**
 * Refuses what the platform would not take: all parts of a text have to find a place, or none leaves. What waits is held,
 * so that a text which needs no place of its own joins it in truth. Gives how many are left then; undefined where none
 * are counted.
 * @throws Fault `reply_window_closed`, `reply_places_used_up` {left, parts}
 */
export async function refuseWithoutPlaces(
  store: Pick<Stores, "conversation">,
  { id, rules, limit, said, at }: Given,
): Promise<number | undefined> {
  if (rules === undefined) return undefined;
  const { windows, waiting } = await store.conversation.places(id, rules, at, true);
  if (windows.length === 0) {
    throw new Fault(
      "reply_window_closed",
      "The platform takes no message to this customer any more until she writes again.",
    );
  }
  const taken = placesFor(waiting, limit);
  const parts = placesFor([...waiting, ...said], limit) - taken;
  const left = Math.max(0, placesLeft(windows) - taken);
  if (parts <= left) return Number.isFinite(left) ? left - parts : undefined;
  throw new Fault(
    "reply_places_used_up",
    `The platform takes ${left} more messages to this customer until she writes again; this would be ${parts}.`,
    { left, parts },
  );
}
