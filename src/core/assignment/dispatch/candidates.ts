import type { Instant } from "../../kernel/instant.ts";
import type { LiveAgent } from "../live/agent.ts";
import type { LiveContact } from "../live/contact.ts";
import type { LiveWorld } from "../live/world.ts";
import { compareKeys } from "../order/contact-order.ts";
import { createHeap } from "../order/heap.ts";
import type { Placed } from "../waiting/bucket.ts";
import { bestFor, placedOf } from "./first-for.ts";
import { precedenceOf } from "./precedence.ts";

/** A contact that may be given away: it changed itself, or an agent did who would get it. */
export type Candidate = {
  readonly placed: Placed;
  readonly precedence: number;
  /** Who asked for it; somebody else may be the one to get it. */
  readonly agent: LiveAgent | undefined;
  /** How many offers had been made when it was looked at. */
  readonly offers: number;
};

/**
 * What a pass has to look at, first things first. A candidate can only turn out worse than it was put in, but for
 * precedence that opens again: then all are ranked anew.
 */
export type Candidates = {
  readonly addContact: (contact: LiveContact) => void;
  readonly addAgent: (agent: LiveAgent) => void;
  readonly takeFirst: () => Candidate | undefined;
  /** An offer was made: who was looked at before may be given less. */
  readonly offered: () => void;
};

export function createCandidates(world: LiveWorld, at: Instant): Candidates {
  let heap = createHeap(compareCandidates);
  let opened = world.precedenceOpened;
  let offers = 0;

  function push(placed: Placed | undefined, agent: LiveAgent | undefined): void {
    if (placed === undefined) return;
    heap.push({ placed, precedence: precedenceOf(placed.contact), agent, offers });
  }

  const asItIs = ({ agent, placed }: Candidate): Placed | undefined =>
    agent === undefined ? placedOf(placed.contact) : bestFor(agent, at);

  function rankAnew(): void {
    if (opened === world.precedenceOpened) return;
    opened = world.precedenceOpened;
    const before = heap;
    heap = createHeap(compareCandidates);
    for (let one = before.pop(); one !== undefined; one = before.pop()) push(asItIs(one), one.agent);
  }

  return {
    addContact: (contact) => push(placedOf(contact), undefined),
    addAgent: (agent) => push(bestFor(agent, at), agent),
    takeFirst() {
      rankAnew();
      for (let first = heap.pop(); first !== undefined; first = heap.pop()) {
        if (first.offers === offers) return first;
        const now = asItIs(first);
        if (now?.contact === first.placed.contact && precedenceOf(now.contact) === first.precedence)
          return first;
        push(now, first.agent);
      }
      return undefined;
    },
    offered() {
      offers += 1;
    },
  };
}

const compareCandidates = (one: Candidate, other: Candidate): number =>
  one.precedence - other.precedence || compareKeys(one.placed.key, other.placed.key);
