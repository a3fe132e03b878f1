import type { Arrival } from "../../ports.ts";
import { fanOf } from "../arrival.ts";
import type { Answer, Ticket } from "./ticket.ts";

/** Fans whose conversation is locked wait on another lane; their later messages follow them there, in order. */
export type Parking = {
  readonly park: (ticket: Ticket) => void;
  readonly holds: (ticket: Ticket) => boolean;
};

export function createParking(acceptAside: (arrival: Arrival) => Promise<Answer>): Parking {
  const parked = new Map<string, number>();
  return {
    holds: (ticket) => parked.has(fanOf(ticket.arrival)),
    park(ticket) {
      const fan = fanOf(ticket.arrival);
      parked.set(fan, (parked.get(fan) ?? 0) + 1);
      const leave = (): void => {
        const rest = (parked.get(fan) ?? 1) - 1;
        if (rest > 0) parked.set(fan, rest);
        else parked.delete(fan);
      };
      acceptAside(ticket.arrival).then(ticket.settle, ticket.fail).finally(leave);
    },
  };
}
