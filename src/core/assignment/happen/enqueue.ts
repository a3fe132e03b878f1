import type { Instant } from "../../kernel/instant.ts";
import type { ContactSpec, LiveContact } from "../live/contact.ts";
import type { RefuseReason } from "../live/decision.ts";
import type { LiveQueue } from "../live/queue.ts";
import type { LiveWorld } from "../live/world.ts";
import { enterQueue, waitOn } from "../waiting/wait.ts";
import { refuseAct } from "./refuse-act.ts";

/** A person was asked for. */
export function enqueue(world: LiveWorld, spec: ContactSpec, at: Instant): void {
  const queue = world.queues.get(spec.queueId);
  const before = world.contacts.get(spec.id);
  if (queue === undefined || (before !== undefined && before.state !== "abandoned"))
    return refuseAct(world, "illegal_transition", { contactId: spec.id }, at);
  const reason = refusalOf(queue);
  if (reason !== undefined) return refuse(world, spec.id, reason, at);
  const contact = createContact(world, spec, queue, at);
  contact.wanted = formerAgent(world, contact, at);
  enterQueue(world, contact, queue, at);
}

/** Back within the window at the place that she had; later as if for the first time. */
export function comeBack(world: LiveWorld, spec: ContactSpec, at: Instant): void {
  const contact = world.contacts.get(spec.id);
  if (contact === undefined) return enqueue(world, spec, at);
  if (contact.state !== "abandoned")
    return refuseAct(world, "illegal_transition", { contactId: spec.id }, at);
  if (at - contact.abandonedAt >= contact.queue.rules.resumeMs) return enqueue(world, spec, at);
  const reason = refusalOf(contact.queue);
  if (reason !== undefined) return refuse(world, spec.id, reason, at);
  waitOn(world, contact, at);
}

const NOBODY: LiveContact["members"] = new Map();
const NONE: LiveContact["excluded"] = new Set();
const NO_PAUSES: LiveContact["pauses"] = new Map();

function refuse(world: LiveWorld, contactId: string, reason: RefuseReason, at: Instant): void {
  world.decisions.push({ at, code: "refuse", contactId, reason });
}

/** Why a queue takes nobody now (seats section 2.8). */
function refusalOf({
  rules,
  queued,
  offered,
  signedInByLevel,
  readyByProfile,
}: LiveQueue): RefuseReason | undefined {
  if (!rules.isOpen) return "after_hours";
  if (rules.lengthMax !== undefined && queued.size + offered >= rules.lengthMax) return "queue_full";
  const isStaffed =
    rules.joinEmpty === "allow" ||
    (rules.joinEmpty === "if_ready" ? readyByProfile.size > 0 : signedInByLevel.size > 0);
  return isStaffed ? undefined : "no_agent";
}

export function createContact(
  world: LiveWorld,
  spec: ContactSpec,
  queue: LiveQueue,
  at: Instant,
): LiveContact {
  const contact: LiveContact = {
    id: spec.id,
    seq: world.nextSeq,
    spec,
    channel: spec.channel,
    channelBit: world.interned.bit(spec.channel),
    queue,
    state: "queued",
    enqueuedAt: at,
    enteredAt: at,
    boostMs: spec.boostMs + (spec.isVip ? queue.rules.vipBoostMs : 0),
    isFront: false,
    agedMs: 0,
    units: spec.units,
    owner: undefined,
    members: NOBODY,
    acceptedAt: at,
    offer: undefined,
    transfer: undefined,
    transfers: 0,
    abandonedAt: 0,
    excluded: NONE,
    pauses: NO_PAUSES,
    wanted: undefined,
    preferId: undefined,
    pastUntil: -Infinity,
    pastKnown: NONE,
    alarmedFor: undefined,
    turn: 0,
    key: undefined,
    wants: undefined,
    bucket: undefined,
    publicOf: undefined,
  };
  world.nextSeq += 1;
  world.contacts.set(spec.id, contact);
  return contact;
}

function formerAgent(world: LiveWorld, { spec, queue }: LiveContact, at: Instant): LiveContact["wanted"] {
  const last = world.lastAgents.get(spec.customer);
  if (last === undefined || at - last.at >= queue.rules.stickyWindowMs) return undefined;
  return spec.barred.includes(last.agentId) ? undefined : world.agents.get(last.agentId);
}
