import { MINUTE } from "../../kernel/instant.ts";
import type { LiveContact } from "../live/contact.ts";
import { meets, type Requirement } from "../live/skill.ts";
import { countAhead } from "./ahead.ts";
import { isSignedIn } from "../live/agent.ts";

/** Until a queue has seen its first talk end. */
const SLOT_MS = 5 * MINUTE;

export type Estimate = {
  /** 1: next. */
  readonly place: number;
  /** Undefined: nobody who could have it is signed in; then the opening time is told. */
  readonly waitMs: number | undefined;
};

/** Place and estimated wait of a waiting contact (seats section 2.10). */
export function estimate(contact: LiveContact): Estimate {
  const { queue, wants, units } = contact;
  const able = [...queue.members].filter(
    (agent) => isSignedIn(agent) && wants !== undefined && meets(wants.requirement, agent.profile),
  );
  const profiles = new Set(able.map(({ profile }) => profile));
  const competes = (requirement: Requirement): boolean =>
    [...profiles].some((profile) => meets(requirement, profile));
  const place = 1 + countAhead(contact, (bucket) => competes(bucket.requirement));
  const slots = able.reduce((sum, { spec }) => sum + Math.floor(spec.capacity / units), 0);
  const isFree = able.some(({ presence, room }) => presence === "ready" && room.spare >= units);
  return { place, waitMs: waitMs({ place, slots, slotMs: queue.slotMs ?? SLOT_MS, isFree }) };
}

export function waitMs(given: {
  readonly place: number;
  readonly slots: number;
  readonly slotMs: number;
  readonly isFree: boolean;
}): number | undefined {
  if (given.slots === 0) return undefined;
  return given.isFree ? 0 : Math.ceil((given.place * given.slotMs) / given.slots);
}

const TOLD_MINUTES = [1, 2, 3, 5, 10, 15, 20, 30];

/** "After about n minutes"; undefined: more than can be told. */
export const toldMinutes = (wait: number): number | undefined =>
  TOLD_MINUTES.find((minutes) => wait <= minutes * MINUTE);
