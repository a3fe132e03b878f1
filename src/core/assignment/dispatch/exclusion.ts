import type { Instant } from "../../kernel/instant.ts";
import type { LiveContact } from "../live/contact.ts";
import { meets, type Profile, type Requirement } from "../live/skill.ts";
import type { LiveWorld } from "../live/world.ts";
import { requirementOf } from "../waiting/requirement.ts";

/** Once everybody who could have a contact has refused it, everybody is asked again. */
export function forgetExclusions(world: LiveWorld, at: Instant): void {
  const { touched } = world;
  for (const contact of touched.excluding) {
    if (contact.state !== "queued" || contact.excluded.size === 0) continue;
    const requirement = requirementOf(world, contact, at);
    if (!isRefusedByAll(world, contact, requirement)) continue;
    contact.excluded = new Set();
    contact.queue.picky.delete(contact);
    touched.contacts.add(contact);
  }
  touched.excluding.clear();
}

/** Of those who are ready and could have it with empty hands; whether they are free is no matter. */
function isRefusedByAll(world: LiveWorld, contact: LiveContact, requirement: Requirement): boolean {
  const { queue, excluded, spec } = contact;
  const refused = new Set([...excluded, ...spec.barred]);
  const isAble = (profile: Profile): boolean => meets(requirement, profile) && hasPlace(profile, contact);
  let able = 0;
  for (const [profile, count] of queue.readyByProfile) {
    if (isAble(profile)) able += count;
    if (able > refused.size) return false;
  }
  let out = 0;
  for (const id of refused) {
    const agent = world.agents.get(id);
    if (agent?.presence === "ready" && queue.members.has(agent) && isAble(agent.profile)) out += 1;
  }
  return able > 0 && out === able;
}

/** For whom it is too heavy, or of a kind of which she may have none, nobody waits: or it would be asked of nobody again. */
const hasPlace = ({ capacity, interrupts, never }: Profile, { units, channelBit }: LiveContact): boolean =>
  (never & channelBit) === 0 && (units <= capacity || (interrupts & channelBit) !== 0);
