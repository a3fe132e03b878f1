import type { Instant } from "../../kernel/instant.ts";
import { type Opening, openWorld } from "../engine/open.ts";
import { step } from "../engine/step.ts";
import type { FloorEvent } from "../live/event.ts";
import type { LiveWorld } from "../live/world.ts";
import { place } from "../waiting/place.ts";
import { explain } from "./explain.ts";
import type { Explanation } from "./explanation.ts";

/** What was stepped with, in order: with the opening, all that the decisions hang on. */
export type Journal = readonly { readonly at: Instant; readonly events: readonly FloorEvent[] }[];

/** The world that these made; the same events decide the same again. */
export function replay(opening: Opening, journal: Journal): LiveWorld {
  const world = openWorld(opening);
  for (const { at, events } of journal) step(world, events, at);
  return world;
}

/** Each time that a contact was offered to somebody: who was there at that moment, and why it was she. */
export function explainOffers(opening: Opening, journal: Journal, contactId: string): readonly Explanation[] {
  const explanations: Explanation[] = [];
  const world = openWorld(opening);
  world.watch = (contact, chosen) => {
    if (contact.id === contactId) explanations.push(explain(world, contact, chosen));
  };
  for (const { at, events } of journal) step(world, events, at);
  return explanations;
}

/** How it stands with a contact on the floor now; undefined: it is not there. */
export function explainNow(world: LiveWorld, contactId: string): Explanation | undefined {
  const contact = world.contacts.get(contactId);
  // On a floor that was opened just now nobody has been put in her place: others would not come before her.
  for (const one of world.touched.contacts) place(world, one, world.at);
  return contact && explain(world, contact);
}
