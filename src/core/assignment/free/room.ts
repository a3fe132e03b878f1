import type { Instant } from "../../kernel/instant.ts";
import type { LiveAgent, Room } from "../live/agent.ts";
import type { FreeClass } from "./free-class.ts";
import type { Interned } from "../live/skill.ts";

const ALL = -1;

/** What she could take more: each limit by itself, the smallest wins (seats section 2.2). */
export function roomOf({ spec, used, held, perChannel }: LiveAgent, { bit }: Interned): Room {
  const spare = spec.capacity - used;
  if (spec.exclusive.some((channel) => perChannel.has(channel))) return { spare, shut: ALL, interrupts: 0 };
  let shut = 0;
  for (const [channel, max] of Object.entries(spec.channelMax))
    if ((perChannel.get(channel) ?? 0) >= max) shut |= bit(channel);
  if (held.size > 0) for (const channel of spec.exclusive) shut |= bit(channel);
  let interrupts = 0;
  if (used <= spec.capacity) for (const channel of spec.interrupts) interrupts |= bit(channel);
  return { spare, shut, interrupts: interrupts & ~shut };
}

export const isAvailable = ({ presence, restsUntil, room, spec }: LiveAgent, at: Instant): boolean =>
  presence === "ready" &&
  spec.heldBack === undefined &&
  restsUntil <= at &&
  room.shut !== ALL &&
  (room.spare > 0 || room.interrupts !== 0);

/** The same of a class, whose members differ in what they can spare. */
export const mayHaveRoom = (
  { isFull, shut, interrupts }: Pick<FreeClass, "isFull" | "shut" | "interrupts">,
  channelBit: number,
): boolean => (shut & channelBit) === 0 && (!isFull || (interrupts & channelBit) !== 0);

export const hasRoom = ({ spare, shut, interrupts }: Room, channelBit: number, units: number): boolean =>
  (shut & channelBit) === 0 && (spare >= units || (interrupts & channelBit) !== 0);
