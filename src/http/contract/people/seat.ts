import { z } from "zod";

import { SEAT_NUMBER } from "../../../core/roster/seat-number.ts";
import { contract } from "../contract.ts";
import { id, PathId } from "../parts.ts";

const SEATS_MAX = 500;

/** 座席 */
export const Seat = z.object({
  id,
  number: z.string(),
  groupId: id,
  state: z.enum(["active", "retired"]),
});

export const listSeats = contract({
  id: "seat.list",
  method: "GET",
  path: "/seats",
  permission: "seat.read",
  summary: "All seats, by number",
  response: z.object({ items: z.array(Seat) }),
});

export const createSeats = contract({
  id: "seat.create",
  method: "POST",
  path: "/seats",
  permission: "seat.write",
  summary: "Makes seats with these numbers, all or none",
  body: z.strictObject({
    groupId: id,
    numbers: z.array(z.string().regex(SEAT_NUMBER)).min(1).max(SEATS_MAX),
  }),
  response: z.object({ items: z.array(Seat) }),
});

export const setSeatState = contract({
  id: "seat.set_state",
  method: "PUT",
  path: "/seats/:id/state",
  permission: "seat.write",
  summary: "Retires a seat, or brings it back",
  params: PathId,
  body: z.strictObject({ state: Seat.shape.state }),
  response: Seat,
});
