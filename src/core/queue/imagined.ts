import type { ContactImage } from "../assignment/mirror/image.ts";
import type { Instant } from "../kernel/instant.ts";
import { BOOST_MS, type Lane } from "./lane.ts";
import type { QueuePolicy } from "./policy.ts";

/** A customer who is not there: what somebody asks "who would get her?" about. */
export type Imagined = {
  readonly queueId: string;
  readonly lane: Lane;
  readonly channel: string;
  /** How long she has waited, in ms. */
  readonly ageMs: number;
  readonly isVip: boolean;
  /** By how many she is followed. */
  readonly followers?: number | undefined;
  readonly isPublic: boolean;
  /** What she asks of an agent, 0 to 5. */
  readonly skills: readonly { readonly skill: string; readonly min: number }[];
  /** Who had her before. */
  readonly preferId: string | undefined;
};

/** No contact of the floor has it. */
export const IMAGINED_ID = "imagined";

/** As the floor would have her, had she come into the queue so long ago. */
export function imaginedContact(
  { queueId, lane, channel, ageMs, isVip, followers, isPublic, skills, preferId }: Imagined,
  { publicBoostMs }: Pick<QueuePolicy, "publicBoostMs">,
  at: Instant,
): ContactImage {
  return {
    spec: {
      id: IMAGINED_ID,
      queueId,
      channel,
      priority: 5,
      boostMs: BOOST_MS[lane] + (isPublic ? publicBoostMs : 0),
      isVip,
      ...(followers !== undefined && { followers }),
      isPublic,
      dueAt: undefined,
      units: 1,
      customer: "",
      skills: skills.map(({ skill, min }) => ({ skill, min, relax: [] })),
      barred: [],
    },
    place: { state: "queued" },
    enqueuedAt: at - ageMs,
    enteredAt: at - ageMs,
    preferId,
    past: [],
  };
}
