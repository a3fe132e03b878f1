import type { Instant } from "../../kernel/instant.ts";
import { ageOf, type LiveContact } from "../live/contact.ts";
import { minimaAt, type Requirement } from "../live/skill.ts";
import type { LiveWorld } from "../live/world.ts";

/** What a contact asks of an agent now, herself and by her queue. */
export const requirementOf = ({ interned }: LiveWorld, contact: LiveContact, at: Instant): Requirement =>
  interned.requirement(minimaAt(contact.spec.skills, ageOf(contact, at)), keepsNewOut(contact));

/** 新人期: a queue that is too hard for new agents, or where whom many follow is (days, G32). */
function keepsNewOut({ queue: { rules }, spec: { isVip, followers = 0 } }: LiveContact): boolean {
  if (rules.newcomers === "usual") return isVip || followers >= rules.kolFollowers;
  return rules.newcomers === "none";
}
