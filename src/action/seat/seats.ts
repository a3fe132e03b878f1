import { Fault } from "../../core/kernel/fault.ts";
import type { Action, Query } from "../action.ts";
import type { Stores } from "../ports.ts";
import { refuseGoneGroup } from "../queue/rules.ts";
import type { Seat } from "./ports.ts";

export const listSeats: Query<object, { readonly items: readonly Seat[] }, Pick<Stores, "seat">> = {
  permission: "seat.read",
  ask: async ({ store }) => ({ items: await store.seat.list() }),
};

/**
 * Makes seats with these numbers, all or none.
 * @throws Fault `group_gone`, `seat_number_taken` {number}
 */
export const createSeats: Action<
  { readonly groupId: string; readonly numbers: readonly string[] },
  { readonly items: readonly Seat[] },
  Pick<Stores, "seat" | "queue">
> = {
  id: "seat.created",
  permission: "seat.write",
  async run({ store, ids }, { groupId, numbers }) {
    await refuseGoneGroup(store, groupId);
    const [number] = await store.seat.taken(numbers);
    if (number !== undefined) throw new Fault("seat_number_taken", `Seat ${number} is there.`, { number });
    const seats = [...new Set(numbers)].map((one) => ({ id: ids(), number: one, groupId }));
    await store.seat.create(seats);
    return {
      result: { items: seats.map((seat) => ({ ...seat, state: "active" })) },
      audit: seats.map(({ id }) => ({ subject: "seat", subjectId: id })),
    };
  },
};

/**
 * A retired seat cannot be signed in on; who sits there stays until she signs out.
 * @throws Fault `seat_gone`
 */
export const setSeatState: Action<Pick<Seat, "id" | "state">, Seat, Pick<Stores, "seat">> = {
  id: "seat.state_set",
  permission: "seat.write",
  async run({ store }, { id, state }) {
    const seat = await store.seat.byId(id);
    if (seat === undefined) throw new Fault("seat_gone", "There is no such seat.");
    await store.seat.setState(id, state);
    return { result: { ...seat, state }, audit: [{ subject: "seat", subjectId: id, data: { state } }] };
  },
};
