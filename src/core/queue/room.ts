import { type Abilities, exclusiveOf } from "./abilities.ts";

/**
 * Whether her channels let one more of this in, whatever its units: a channel has its own most, and one that stands
 * alone shuts all others out, in both directions (seats section 2.2). `inHand`: those of what she has and is offered.
 */
export function letsIn(abilities: Abilities, inHand: readonly string[], channel: string): boolean {
  const { channelMax = {} } = abilities;
  const exclusive = exclusiveOf(abilities);
  if (inHand.some((one) => exclusive.includes(one))) return false;
  if (inHand.length > 0 && exclusive.includes(channel)) return false;
  return inHand.filter((one) => one === channel).length < (channelMax[channel] ?? Infinity);
}
