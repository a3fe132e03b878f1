import type { LiveAgent } from "../../../src/core/assignment/live/agent.ts";
import type { ContactState, LiveContact } from "../../../src/core/assignment/live/contact.ts";
import type { LiveWorld } from "../../../src/core/assignment/live/world.ts";
import type { Check, Seen } from "./seen.ts";

/** Each contact is in exactly one place: in one queue, with those whom it is offered to, or with its owner. */
export const onePlace: Check = ({ world }) => {
  const holders = holdersIn(world);
  let queued = 0;
  for (const contact of world.contacts.values()) {
    const wrong = misplaced(contact, holders.get(contact) ?? NOBODY);
    if (wrong !== undefined) return `${contact.id} is ${contact.state}, but ${wrong}`;
    if (contact.state === "queued") queued += 1;
    holders.delete(contact);
  }
  for (const [contact, [agent]] of holders) return `${agent?.id} holds ${contact.id}, which is gone`;
  let waiting = 0;
  for (const queue of world.queues.values()) waiting += queue.queued.size;
  return waiting === queued ? undefined : `${queued} wait, and the queues have ${waiting}`;
};

const NOBODY: readonly LiveAgent[] = [];

function holdersIn({ agents }: LiveWorld): Map<LiveContact, LiveAgent[]> {
  const holders = new Map<LiveContact, LiveAgent[]>();
  for (const agent of agents.values())
    for (const { contact } of agent.held.values()) {
      const known = holders.get(contact);
      if (known === undefined) holders.set(contact, [agent]);
      else known.push(agent);
    }
  return holders;
}

function misplaced(contact: LiveContact, holders: readonly LiveAgent[]): string | undefined {
  const { state, queue, offer, owner, members } = contact;
  if (queue.queued.has(contact) !== (state === "queued")) return "its queue thinks otherwise";
  if ((offer !== undefined) !== (state === "offered")) return "its offer says otherwise";
  const asked = offer?.agents ?? [];
  if (offer !== undefined && asked.length === 0) return "nobody is asked";
  if (owner?.presence === "offline" && !ASIDE.includes(state)) return `${owner.id} has gone`;
  const own = ownerWith(contact, holders);
  if (own === "none") return "nobody has it";
  // Mostly one has it, or none: no sets for these.
  if (offer === undefined && members.size === 0 && holders.length < 2 && holders[0] === own) return undefined;
  const guests = [...members].flatMap(([agent, role]) => (role === "conference" ? [agent] : []));
  const should = new Set([...asked, ...(own === undefined ? [] : [own]), ...guests]);
  if (should.size !== holders.length || holders.some((agent) => !should.has(agent)))
    return `${holders.map(({ id }) => id).join(", ") || "nobody"} holds it, not ${[...should].map(({ id }) => id).join(", ")}`;
  return undefined;
}

const WITH_OWNER: readonly ContactState[] = ["active", "wrapup"];
const ASIDE: readonly ContactState[] = ["held", "dormant"];

/** Who must hold it beside those it is offered to; what is put aside takes units or not, as was the rule then. */
function ownerWith(
  { state, owner, offer }: LiveContact,
  holders: readonly LiveAgent[],
): LiveAgent | "none" | undefined {
  if (WITH_OWNER.includes(state)) return owner ?? "none";
  if (state === "offered") return offer?.otherwise === "sender" ? (owner ?? "none") : undefined;
  return ASIDE.includes(state) && owner !== undefined && holders.includes(owner) ? owner : undefined;
}

const ENDS: readonly ContactState[] = ["active", "held", "dormant", "wrapup", "abandoned"];

/** Nothing appears that did not come, and nothing vanishes that did not end, overflow or give up. */
export const nothingLost: Check = ({ world, before, event, decisions, isOneInstant }) => {
  for (const id of world.contacts.keys())
    if (!before.contacts.has(id) && !cameNow(id, event)) return `${id} is there, and never came`;
  for (const [id, { state }] of before.contacts) {
    if (world.contacts.has(id) || ENDS.includes(state) || !isOneInstant) continue;
    if (decisions.some((one) => one.code === "overflow" && one.contactId === id)) continue;
    return `${id} was ${state} and is gone`;
  }
  return undefined;
};

const cameNow = (id: string, event: Seen["event"]): boolean =>
  (event?.code === "enqueued" || event?.code === "returned") && event.contact.id === id;

/** What cannot be is refused, and changes nothing. */
export const refusalChangesNothing: Check = ({ world, before, decisions, event, isEventAlone }) => {
  if (!isEventAlone || event === undefined || !decisions.some(({ code }) => code === "error"))
    return undefined;
  if (decisions.length > 1) return "something was refused, and something done all the same";
  for (const [id, was] of before.contacts) {
    const now = world.contacts.get(id);
    if (now?.state !== was.state || now.owner !== was.owner || now.queue.id !== was.queueId)
      return `${event.code} was refused, and ${id} is ${now?.state}, not ${was.state}`;
  }
  return undefined;
};
