import type { Instant } from "../../kernel/instant.ts";
import type { LiveContact } from "../live/contact.ts";
import { meets, type Requirement } from "../live/skill.ts";
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

/** Of those who are ready and have the skills; whether they are free is no matter. */
function isRefusedByAll(
  world: LiveWorld,
  { queue, excluded, spec }: LiveContact,
  requirement: Requirement,
): boolean {
  const refused = new Set([...excluded, ...spec.barred]);
  let able = 0;
  for (const [profile, count] of queue.readyByProfile) {
    if (meets(requirement, profile)) able += count;
    if (able > refused.size) return false;
  }
  let out = 0;
  for (const id of refused) {
    const agent = world.agents.get(id);
    const counts =
      agent?.presence === "ready" && queue.members.has(agent) && meets(requirement, agent.profile);
    if (counts) out += 1;
  }
  return able > 0 && out === able;
}
