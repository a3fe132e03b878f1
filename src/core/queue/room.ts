import { type Abilities, exclusiveOf } from "./abilities.ts";

/** Why her channels let nothing more of a kind in, whatever its units. */
export type Shut =
  /** A channel has its own most. */
  | { readonly code: "channel_full"; readonly max: number }
  /** One that stands alone shuts all others out, in both directions. */
  | { readonly code: "channel_alone" };

/** Each limit by itself (seats section 2.2). `inHand`: the channels of what she has and is offered. */
export function whyShut(abilities: Abilities, inHand: readonly string[], channel: string): Shut | undefined {
  const { channelMax = {} } = abilities;
  const exclusive = exclusiveOf(abilities);
  const isAlone = exclusive.includes(channel) || inHand.some((one) => exclusive.includes(one));
  if (inHand.length > 0 && isAlone) return { code: "channel_alone" };
  const max = channelMax[channel] ?? Infinity;
  return inHand.filter((one) => one === channel).length < max ? undefined : { code: "channel_full", max };
}

export const letsIn = (abilities: Abilities, inHand: readonly string[], channel: string): boolean =>
  whyShut(abilities, inHand, channel) === undefined;
