import { z } from "zod";

import { CHOSEN } from "../../../core/seating/presence.ts";
import { contract } from "../contract.ts";
import { Seated } from "./desk.ts";
import { id, instant, PathId } from "../parts.ts";

/** How she stands now; null: signed out. */
export const Standing = z.object({
  session: Seated.nullable(),
  /** Fans of hers who wait for a word while she is not ready. */
  leaves: z.int(),
});

export const listSeatChoices = contract({
  id: "seat.choices",
  method: "GET",
  path: "/seat/choices",
  permission: "seat.use",
  summary: "The seats that I may sign in on, and who is on them",
  response: z.object({
    items: z.array(z.object({ id, number: z.string(), takenBy: z.string().nullable() })),
  }),
});

/** Faults: seat_gone, seat_taken {name} */
export const signInOnSeat = contract({
  id: "seat.sign_in",
  method: "POST",
  path: "/seat/session",
  permission: "seat.use",
  summary: "Signs me in on a seat, or moves me there with all my work",
  body: z.strictObject({ seatId: id, presence: z.enum(["ready", "not_ready"]).default("ready") }),
  response: Standing,
});

/** Faults: not_seated */
export const signOutOfSeat = contract({
  id: "seat.sign_out",
  method: "DELETE",
  path: "/seat/session",
  permission: "seat.use",
  summary: "Signs me out: at once, or with my last piece of work",
  response: z.object({ ...Standing.shape, owed: z.int() }),
});

export const readLastSession = contract({
  id: "seat.last_session",
  method: "GET",
  path: "/seat/last-session",
  permission: "seat.use",
  summary: "How my last session on a seat ended",
  response: z.object({
    session: z
      .object({
        seatNumber: z.string(),
        signedInAt: instant,
        signedOutAt: instant,
        how: z.enum(["asked", "lost", "forced"]),
        by: z.string().nullable(),
      })
      .nullable(),
  }),
});

const Presence = z
  .strictObject({ to: z.enum(CHOSEN), reason: z.string().min(1).max(64).optional() })
  .refine(({ to, reason }) => (to === "break") === (reason !== undefined), {
    path: ["reason"],
    message: "a break has a reason, and nothing else has",
  });

/** Faults: not_seated, presence_illegal {from, to}, break_code_gone */
export const setPresence = contract({
  id: "seat.set_presence",
  method: "PUT",
  path: "/seat/presence",
  permission: "seat.use",
  summary:
    "Sets me ready, not ready, on a break or after work, or puts me in the break line; leaving ready gives my offers back",
  body: Presence,
  response: Standing,
});

/** 缓一缓. Faults: not_seated, presence_illegal {from, to}, recovery_no_cause, recovery_had */
export const recover = contract({
  id: "seat.recover",
  method: "POST",
  path: "/contacts/:id/recovery",
  permission: "seat.use",
  summary: "Gives me a moment for myself after a customer who insulted me, once for each contact",
  params: PathId,
  response: Standing,
});

/** Faults: staff_gone, not_seated, presence_illegal {from, to} */
export const forceNotReady = contract({
  id: "floor.force_not_ready",
  method: "POST",
  path: "/floor/agents/:id/not-ready",
  permission: "floor.write",
  summary: "Sets somebody not ready",
  params: PathId,
  response: Standing,
});

/** Faults: staff_gone, not_seated */
export const setCapacity = contract({
  id: "floor.set_capacity",
  method: "PUT",
  path: "/floor/agents/:id/capacity",
  permission: "floor.write",
  summary: "How many units at once somebody may have, for as long as she is signed in",
  params: PathId,
  body: z.strictObject({ capacity: z.int().min(1).max(50) }),
  response: Standing,
});

/** Faults: staff_gone, not_seated */
export const forceSignOut = contract({
  id: "floor.force_sign_out",
  method: "POST",
  path: "/floor/agents/:id/sign-out",
  permission: "floor.write",
  summary: "Signs somebody out of her seat; her fans go to others",
  params: PathId,
  response: Standing,
});
