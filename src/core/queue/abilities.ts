import type { Nursery } from "../nursery/nursery.ts";
import { CALL } from "./channel.ts";

/** What an agent can, and how much of it at once, beside her capacity (seats section 2.2). What is left out is usual. */
export type Abilities = {
  /** Proficiency by skill, 0 to 5. */
  readonly skills?: Readonly<Record<string, number>> | undefined;
  /** How many of a channel at most. */
  readonly channelMax?: Readonly<Record<string, number>> | undefined;
  /** Channels that stand alone. */
  readonly exclusive?: readonly string[] | undefined;
  /** Channels of which one may come although her hands are full. */
  readonly interrupts?: readonly string[] | undefined;
  /** So many contacts in so long at most. */
  readonly rate?: { readonly max: number; readonly windowMs: number } | undefined;
  /** 自动接待: whatever she is offered is hers at once. */
  readonly autoAccept?: boolean | undefined;
  /** Who answers her customers while she is away (代管 by pairs). */
  readonly partnerId?: string | undefined;
  /** 新人期: how many at once on each of her first days. */
  readonly nursery?: Nursery | undefined;
};

/** Whatever is set for her: who talks on the telephone writes to nobody. */
export const exclusiveOf = ({ exclusive = [] }: Abilities): readonly string[] =>
  exclusive.includes(CALL) ? exclusive : [...exclusive, CALL];
