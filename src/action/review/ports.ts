import type { Nursery } from "../../core/nursery/nursery.ts";
import type { Consultation } from "../../core/consult/consultation.ts";

/** What has become of a conversation since a reply waits for its review. */
export type Meanwhile = {
  /** As she wrote it. */
  readonly text: string;
  /** Number of the fan's last message; 0: she has written none. */
  readonly fanSeq: number;
  /** An agent has said something to the fan since. */
  readonly isAnswered: boolean;
};

export type ReviewStore = {
  /** What is set for an agent who is new, and how many replies of hers have been let through. */
  readonly newcomer: (
    staffId: string,
  ) => Promise<{ readonly nursery: Nursery | undefined; readonly passed: number }>;
  /** Under its conversation's lock; undefined: what she wrote has been erased. */
  readonly meanwhile: (review: Consultation) => Promise<Meanwhile | undefined>;
};
