import type { Line, Scenario, ScenarioEvent } from "../../../../scripts/scenarios/file.ts";
import { dispatch } from "./dispatch.ts";
import {
  type Agent,
  type Contact,
  type Floor,
  floorOf,
  newContact,
  noteStaff,
  type Queue,
  staffOf,
} from "./floor.ts";
import { compareLists, couldTake, hasRoom, orderOf, precedence } from "./rules.ts";

/** A scenario second by second. */
export function playNaively(scenario: Scenario): readonly Line[] {
  const floor = floorOf(scenario);
  const log: Line[] = [];
  let isFrozen = false;
  for (let t = 0; t <= scenario.until; t += 1) {
    floor.t = t;
    if (!isFrozen) timers(floor, log);
    for (const event of scenario.events.filter((one) => one.t === t)) {
      if (event.ev === "freeze") isFrozen = true;
      else if (event.ev === "thaw") {
        isFrozen = false;
        timers(floor, log);
      } else happen(floor, event, log);
      noteStaff(floor);
    }
    if (!isFrozen) dispatch(floor, log);
  }
  return log;
}

function timers(floor: Floor, log: Line[]): void {
  const { t, contacts } = floor;
  for (const contact of contacts) {
    const { offer_timeout = 20 } = contact.queue;
    const due = contact.offers.filter(({ at }) => at + offer_timeout <= t);
    for (const { agent } of due.toSorted((one, other) => one.agent.seat - other.agent.seat))
      if (contact.offers.some((one) => one.agent === agent)) miss(floor, contact, agent, log);
  }
  for (const contact of contacts)
    if (contact.state === "wrapup" && contact.endsAt <= t) release(floor, contact);
  for (const contact of contacts)
    if (contact.state === "queued" && isTooLong(floor, contact)) overflow(floor, contact, log);
}

function isTooLong({ t }: Floor, { queue, entered }: Contact): boolean {
  const { max_wait, max_wait_no_agent, unstaffedSince } = queue;
  if (max_wait != null && entered + max_wait <= t) return true;
  return (
    max_wait_no_agent != null &&
    unstaffedSince !== undefined &&
    Math.max(unstaffedSince, entered) + max_wait_no_agent <= t
  );
}

function overflow(floor: Floor, contact: Contact, log: Line[]): void {
  const to = contact.queue.overflow_to ?? "ticket";
  log.push({ t: floor.t, ev: "overflow", contact: contact.id, to });
  const next = floor.queues.find(({ id }) => id === to);
  if (next === undefined) contact.state = "gone";
  else enter(floor, contact, next);
}

function enter(floor: Floor, contact: Contact, queue: Queue): void {
  contact.queue = queue;
  contact.entered = floor.t;
  contact.state = "queued";
  const channel = contact.spec.channel ?? "chat";
  contact.units = queue.weights?.[channel] ?? contact.spec.weight ?? 1;
}

function release(floor: Floor, contact: Contact): void {
  const { owner } = contact;
  contact.state = "gone";
  if (owner === undefined) return;
  owner.lastRelease = floor.t;
  const customer = contact.spec.customer ?? contact.id;
  if (customer !== "") floor.lastAgent.set(customer, [owner.id, floor.t]);
}

/** The agent is out of the offer; the contact waits on where nobody else was asked. */
function fail(floor: Floor, contact: Contact, agent: Agent, log: Line[]): void {
  contact.offers = contact.offers.filter((one) => one.agent !== agent);
  contact.pauses.set(agent.id, floor.t + 1);
  if (contact.offers.length > 0) return;
  contact.state = "queued";
  if (isTooLong(floor, contact)) overflow(floor, contact, log);
}

function refuse(floor: Floor, contact: Contact, agent: Agent, restS: number): void {
  if (contact.queue.decline_exclude ?? true) contact.excluded.add(agent.id);
  contact.sticky = undefined;
  agent.restsUntil = Math.max(agent.restsUntil, floor.t + restS);
}

function miss(floor: Floor, contact: Contact, agent: Agent, log: Line[]): void {
  const { no_answer_delay = 10, max_no_answer = 3 } = contact.queue;
  refuse(floor, contact, agent, no_answer_delay);
  agent.misses += 1;
  log.push({ t: floor.t, ev: "rona", contact: contact.id, agent: agent.id });
  if (agent.misses >= max_no_answer && agent.state === "ready") {
    agent.state = "auto_away";
    contact.offers = contact.offers.filter((one) => one.agent !== agent);
    rescindAll(floor, agent, log);
    log.push({ t: floor.t, ev: "agent_state", agent: agent.id, state: "auto_away" });
  }
  fail(floor, contact, agent, log);
}

function rescindAll(floor: Floor, agent: Agent, log: Line[]): void {
  for (const contact of floor.contacts) {
    if (!contact.offers.some((one) => one.agent === agent)) continue;
    log.push({ t: floor.t, ev: "rescind", contact: contact.id, agent: agent.id, reason: "agent_left_ready" });
    fail(floor, contact, agent, log);
  }
}

function happen(floor: Floor, event: ScenarioEvent, log: Line[]): void {
  const { t } = floor;
  const agent = floor.agents.find(({ id }) => id === event.agent);
  const contact = floor.contacts.findLast(({ id }) => id === event.contact);
  const error = (code: string): void => {
    const who = {
      ...(event.contact && { contact: event.contact }),
      ...(event.agent && { agent: event.agent }),
    };
    log.push({ t, ev: "error", ...who, code });
  };
  const mine = contact?.offers.find(
    (one) => one.agent === agent && t < one.at + (contact.queue.offer_timeout ?? 20),
  );
  switch (event.ev) {
    case "enqueue":
      return enqueue(floor, event, log);
    case "accept":
    case "reject":
      if (contact === undefined || agent === undefined || mine === undefined) return error("not_offered");
      if (event.ev === "accept") return accept(floor, contact, agent, log);
      refuse(floor, contact, agent, contact.queue.reject_delay ?? 10);
      return fail(floor, contact, agent, log);
    case "take":
      if (contact?.state !== "queued" || agent === undefined) return error("already_taken");
      return take(floor, contact, agent, error, log);
    case "agent":
      return agent && present(floor, agent, event.state ?? "ready", log);
    case "leave":
      return contact?.state === "queued" || contact?.state === "offered"
        ? leave(floor, contact, log)
        : error("illegal_transition");
    case "return":
      if (contact?.state !== "abandoned")
        return contact?.state === "gone" ? enqueue(floor, contact.spec, log) : error("illegal_transition");
      if (t - contact.leftAt < (contact.queue.resume_window ?? 0)) return again(floor, contact, log);
      return enqueue(floor, contact.spec, log);
    default:
      return talk(floor, event, contact, error);
  }
}

function talk(
  floor: Floor,
  event: ScenarioEvent,
  contact: Contact | undefined,
  error: (code: string) => void,
): void {
  const { t } = floor;
  const state = contact?.state;
  if (contact === undefined) return error("illegal_transition");
  if (event.ev === "end" && (state === "active" || state === "dormant")) {
    const { wrap = 0 } = contact.queue;
    if (wrap === 0 || state === "dormant") return release(floor, contact);
    contact.state = "wrapup";
    contact.endsAt = t + wrap;
  } else if (event.ev === "dormant" && state === "active") contact.state = "dormant";
  else if (event.ev === "wake" && state === "dormant") contact.state = "active";
  else if (event.ev === "transfer" && (state === "active" || state === "dormant")) {
    const queue = floor.queues.find(({ id }) => id === event.to_queue);
    if (queue === undefined || contact.owner === undefined) return;
    contact.owner.lastRelease = t;
    contact.excluded.add(contact.owner.id);
    contact.owner = undefined;
    contact.sticky = undefined;
    if (event.keep_age === false) {
      contact.aged = Math.max(contact.aged, t - contact.enqueued);
      contact.enqueued = t;
    }
    enter(floor, contact, queue);
  } else error("illegal_transition");
}

function refusal(floor: Floor, queue: Queue): string | undefined {
  const { open = true, maxlen, join_empty = "allow" } = queue;
  if (!open) return "after_hours";
  const there = floor.contacts.filter(
    (one) => one.queue === queue && (one.state === "queued" || one.state === "offered"),
  );
  if (maxlen != null && there.length >= maxlen) return "queue_full";
  const staff = staffOf(floor, queue).filter(({ state }) => join_empty !== "if_ready" || state === "ready");
  return join_empty === "allow" || staff.length > 0 ? undefined : "no_agent";
}

function enqueue(floor: Floor, spec: ScenarioEvent, log: Line[]): void {
  const queue = floor.queues.find(({ id }) => id === spec.queue);
  if (queue === undefined) return;
  const reason = refusal(floor, queue);
  if (reason !== undefined) return void log.push({ t: floor.t, ev: "refuse", contact: spec.contact, reason });
  const contact = newContact(floor, spec, queue);
  const last = floor.lastAgent.get(spec.customer ?? spec.contact ?? "");
  if (last !== undefined && floor.t - last[1] < (queue.sticky_window ?? 0))
    contact.sticky = floor.agents.find(({ id }) => id === last[0]);
}

function again(floor: Floor, contact: Contact, log: Line[]): void {
  const reason = refusal(floor, contact.queue);
  if (reason !== undefined) return void log.push({ t: floor.t, ev: "refuse", contact: contact.id, reason });
  contact.state = "queued";
  if (isTooLong(floor, contact)) overflow(floor, contact, log);
}

function accept(floor: Floor, contact: Contact, agent: Agent, log: Line[]): void {
  const others = contact.offers.filter((one) => one.agent !== agent);
  contact.offers = [];
  contact.state = "active";
  contact.owner = agent;
  contact.sticky = undefined;
  agent.lastAccept = floor.t;
  agent.misses = 0;
  agent.today += 1;
  floor.lastAgent.set(contact.spec.customer ?? contact.id, [agent.id, floor.t]);
  log.push({ t: floor.t, ev: "assigned", contact: contact.id, agent: agent.id });
  for (const other of others)
    log.push({
      t: floor.t,
      ev: "rescind",
      contact: contact.id,
      agent: other.agent.id,
      reason: "already_taken",
    });
}

function take(
  floor: Floor,
  contact: Contact,
  agent: Agent,
  error: (code: string) => void,
  log: Line[],
): void {
  const asPushed: Contact = { ...contact, queue: { ...contact.queue, mode: "push" } };
  const alone = { ...agent, spec: { ...agent.spec, capacity: 99, channels: {}, exclusive: [] } };
  if (!couldTake(floor, alone, asPushed)) return error("not_eligible");
  if (!isVisible(floor, agent, contact)) return error("not_visible");
  if (!hasRoom(floor, agent, contact)) return error("at_capacity");
  const { queue } = contact;
  queue.sinceOvernight = contact.spec.promised === undefined ? queue.sinceOvernight + 1 : 0;
  accept(floor, contact, agent, log);
}

/** Among the first so many that she may take. */
function isVisible(floor: Floor, agent: Agent, contact: Contact): boolean {
  const { queue } = contact;
  if (queue.pull_visible == null) return true;
  const mayBeSeen = floor.contacts
    .filter((one) => one.queue === queue)
    .filter((one) => couldTake(floor, agent, { ...one, queue: { ...one.queue, mode: "push" } }))
    .toSorted((one, other) => compareLists(orderOf(one), orderOf(other)));
  return inTurns(floor, mayBeSeen, queue).indexOf(contact) < queue.pull_visible;
}

/** Whoever has precedence; then, one after the other, whoever's turn it is. */
function inTurns(floor: Floor, waiting: readonly Contact[], queue: Contact["queue"]): readonly Contact[] {
  const rank = new Map(waiting.map((one) => [one, precedence(floor, one)]));
  const line = [0, 1].flatMap((first) => waiting.filter((one) => rank.get(one) === first));
  const left = new Set(waiting.filter((one) => !line.includes(one)));
  let since = queue.sinceOvernight;
  while (left.size > 0) {
    const night = [...left].find(({ spec }) => spec.promised !== undefined);
    const other = [...left].find(({ spec }) => spec.promised === undefined);
    const isNight = since >= (queue.overnight_one_in ?? 3) - 1;
    const next = (isNight ? (night ?? other) : (other ?? night)) as Contact;
    line.push(next);
    left.delete(next);
    since = next === night ? 0 : since + 1;
  }
  return line;
}

function leave(floor: Floor, contact: Contact, log: Line[]): void {
  for (const { agent } of contact.offers)
    log.push({ t: floor.t, ev: "rescind", contact: contact.id, agent: agent.id, reason: "customer_left" });
  contact.offers = [];
  contact.state = "abandoned";
  contact.leftAt = floor.t;
  log.push({ t: floor.t, ev: "abandoned", contact: contact.id });
}

function present(floor: Floor, agent: Agent, to: string, log: Line[]): void {
  if (to === "ready") agent.misses = 0;
  if (to === "ready" && agent.state !== "ready") agent.since = floor.t;
  agent.state = to;
  if (to !== "ready") rescindAll(floor, agent, log);
}
