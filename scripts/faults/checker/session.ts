import type { SessionEvent } from "../../../src/core/seating/session-event.ts";

/** What the database says of an agent's time on a seat. */
export type SessionRow = {
  readonly id: string;
  readonly used: number;
  /** Units of the offers, contacts and talks beside others that are hers now. */
  readonly held: number;
  readonly presence: string;
  /** In the order in which they became true, whatever their clocks say. */
  readonly events: readonly SessionEvent[];
};

/** Units in use are what she holds and what her events say; and nothing was ever given to her that she had no room for. */
export function ofSession({ id, used, held, presence, events }: SessionRow): readonly string[] {
  const found: string[] = [];
  let told = 0;
  let capacity = 0;
  for (const event of events) {
    if (event.code === "signed_in" || event.code === "capacity_set") ({ capacity } = event);
    told += unitsBy(event);
    const room = capacity + lentFor(event);
    if (told > room) found.push(`session ${id} of ${room} units held ${told}`);
  }
  if (used !== held) found.push(`session ${id} counts ${used} units and holds ${held}`);
  if (used !== told) found.push(`session ${id} counts ${used} units, its events say ${told}`);
  if (presence === "offline" && used > 0) found.push(`session ${id} is signed out and holds ${used}`);
  return found;
}

function unitsBy(event: SessionEvent): number {
  if (event.code === "called") return 1;
  if (event.code === "released") return -(event.units ?? 1);
  const isMore =
    event.code === "reserved" ||
    event.code === "taken" ||
    event.code === "joined" ||
    event.code === "given" ||
    event.code === "adopted";
  return isMore ? (event.units ?? 1) : 0;
}

/** A preset lends some; what rings, interrupts, is kept or comes by a supervisor's word asks for no room. */
function lentFor(event: SessionEvent): number {
  if (event.code === "reserved" && event.interrupts) return Infinity;
  const asksForRoom = event.code === "reserved" || event.code === "taken" || event.code === "joined";
  return asksForRoom ? (event.lent ?? 0) : Infinity;
}
