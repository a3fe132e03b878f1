import { createHmac } from "node:crypto";

import { maskedNumber, plainNumber } from "../../core/call/number.ts";
import { DIALS_MAX, type DialledBy, type DialStage, type DialState, stageOf } from "../../core/dial/dial.ts";
import { Fault } from "../../core/kernel/fault.ts";
import { MINUTE } from "../../core/kernel/instant.ts";
import type { Action, Query } from "../action.ts";
import { found, refuseOthers } from "../contact/own.ts";
import { refuseUnseen } from "../conversation/seen.ts";
import type { Stores } from "../ports.ts";
import type { DialOrder, DialSeat } from "./ports.ts";

type Store = Pick<Stores, "contact" | "dial">;
type Whom = Pick<DialOrder, "systemId" | "number" | "masked" | "numberHash" | "knownCall">;
export type Dialled = {
  readonly dialId: string;
  readonly stage: DialStage;
  /** Nothing of her number: an answer is kept, for whoever asks twice. */
  readonly knownCall: string | null;
};

/** Inside lines are short, and no country's numbers longer. */
const DIGITS_MIN = 3;
const DIGITS_MAX = 20;

/**
 * How a customer may be rung without anybody typing her number.
 * @throws Fault `conversation_unseen`
 */
export const readNumber: Query<
  { readonly id: string },
  { readonly known: boolean; readonly masked: string | null },
  Pick<Stores, "conversation" | "dial">
> = {
  permission: "contact.serve",
  async ask({ store, actor }, { id }) {
    await refuseUnseen(store, actor, id);
    const known = (await store.dial.known(id, "order")) ?? (await store.dial.known(id, "panel"));
    return { known: known !== undefined, masked: known?.masked ?? null };
  },
};

/**
 * Has a telephone system ring its agent, then the customer: a row, which the dialling loop gives to the system. A second
 * click while the first is under way finds the first one's.
 * @throws Fault `contact_gone`, `contact_not_yours`, `contact_not_active`, `dial_not_seated`, `dial_on_call`,
 * `dial_under_way`, `dial_limited` {max}, `dial_unavailable`, `dial_number_missing`, `dial_number_wrong`
 */
export const dial: Action<
  { readonly id: string; readonly number: string | null; readonly by: DialledBy },
  Dialled,
  Store
> = {
  id: "contact.dialled",
  permission: "contact.serve",
  async run({ store, actor, at, ids }, { id, number, by }) {
    const held = found(await store.contact.lock(id));
    await refuseOthers(store, held, actor, held.contact.state === "wrapup" ? "wrapup" : "active");
    const open = await store.dial.underWay(actor.id);
    if (open?.contactId === id) return { result: dialled(open, open.state), audit: [] };
    if (open !== undefined) throw underWay();
    const { seat } = theSeat(await store.dial.seatOf(actor.id));
    if ((await store.dial.count(actor.id, at - MINUTE)) >= DIALS_MAX)
      throw new Fault("dial_limited", `No more than ${DIALS_MAX} calls a minute.`, { max: DIALS_MAX });
    const { conversationId } = held;
    const whom =
      number === null ? await knownOf(store, conversationId, by) : await typedOf(store, number, by);
    const order = { id: ids(), contactId: id, conversationId, staffId: actor.id, seat, by, ...whom };
    if (!(await store.dial.order(order, at))) throw underWay();
    return {
      result: dialled(order, by === "panel" ? "taken" : "due"),
      audit: [{ subject: "contact", subjectId: id, data: { dial: order.id } }],
      wakes: ["dial", `staff:${actor.id}`],
    };
  },
};

const dialled = ({ id, knownCall }: Pick<DialOrder, "id" | "knownCall">, state: DialState): Dialled => ({
  dialId: id,
  stage: stageOf(state, null),
  knownCall,
});

const underWay = (): Fault => new Fault("dial_under_way", "Another call of yours is being put through.");

function theSeat(seat: DialSeat | undefined): DialSeat {
  if (seat === undefined)
    throw new Fault("dial_not_seated", "Sign in on a seat first: its telephone is what rings.");
  if (seat.aloneWith !== null) throw new Fault("dial_on_call", "You are on a call. End it first.");
  return seat;
}

async function knownOf(store: Store, conversationId: string, by: DialledBy): Promise<Whom> {
  const known = await store.dial.known(conversationId, by);
  if (known !== undefined) {
    const { systemId, masked, numberHash, call: knownCall } = known;
    return { systemId, masked, numberHash, knownCall, number: null };
  }
  await theSystem(store, by);
  throw new Fault("dial_number_missing", "No telephone system knows her number yet. Type it.");
}

async function typedOf(store: Store, typed: string, by: DialledBy): Promise<Whom> {
  const { id: systemId, numberKey } = await theSystem(store, by);
  const plain = /^[+0-9() .-]*$/.test(typed) ? plainNumber(typed) : undefined;
  if (plain === undefined || plain.length < DIGITS_MIN || plain.length > DIGITS_MAX)
    throw new Fault("dial_number_wrong", "This is no telephone number.");
  const numberHash = numberKey === undefined ? null : hashOf(numberKey, plain);
  const number = typed.replaceAll(/[^+0-9]/g, "");
  return { systemId, number, masked: maskedNumber(plain), numberHash, knownCall: null };
}

async function theSystem(store: Store, by: DialledBy) {
  const [system] = await store.dial.systems(by);
  if (system !== undefined) return system;
  throw new Fault("dial_unavailable", "No telephone system takes orders to dial.");
}

/** The same caller is found by it; whoever reads the tables alone does not learn her number, nor try them all. */
export const hashOf = (key: string, plain: string): string =>
  createHmac("sha256", key).update(plain).digest("hex");
