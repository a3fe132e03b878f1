import type { Instant } from "../../kernel/instant.ts";
import type { LiveContact } from "../live/contact.ts";
import type { LiveQueue } from "../live/queue.ts";
import { type LiveWorld, touchAgent } from "../live/world.ts";
import { opensNextAt, unplace } from "./place.ts";

/** A contact comes into a queue: from here its longest wait counts. */
export function enterQueue(world: LiveWorld, contact: LiveContact, queue: LiveQueue, at: Instant): void {
  enterAt(world, contact, queue, at);
  startWaiting(world, contact, at);
}

/** It belongs to a queue, since a moment that may be past; whether it waits there is another matter. */
export function enterAt(world: LiveWorld, contact: LiveContact, queue: LiveQueue, at: Instant): void {
  contact.queue = queue;
  contact.enteredAt = at;
  contact.units = queue.rules.weights[contact.channel] ?? contact.spec.units;
  setLongestWait(world, contact);
  setAlarm(world, contact);
}

/** It waits, or waits on: its age is what it was. */
export function startWaiting(world: LiveWorld, contact: LiveContact, at: Instant): void {
  const { queue, excluded } = contact;
  freePublicSlot(world, contact);
  contact.state = "queued";
  contact.turn += 1;
  queue.queued.add(contact);
  contact.wanted?.wantedBy.add(contact);
  if (excluded.size > 0) {
    queue.picky.add(contact);
    world.touched.excluding.add(contact);
  }
  world.touched.contacts.add(contact);
  if (queue.unstaffedSince !== undefined) setUnstaffedWait(world, contact);
  setOpening(world, contact, at);
}

export function stopWaiting(world: LiveWorld, contact: LiveContact): void {
  const { queue } = contact;
  unplace(world, contact);
  queue.queued.delete(contact);
  queue.picky.delete(contact);
  contact.wanted?.wantedBy.delete(contact);
  if (queue.keeping?.contact === contact) stopKeeping(world, queue);
}

/** The reserved agent is for everybody again. */
export function stopKeeping(world: LiveWorld, queue: LiveQueue): void {
  const agent = queue.keeping?.agent;
  queue.keeping = undefined;
  if (agent === undefined) return;
  agent.keptFor = undefined;
  touchAgent(world, agent);
}

export function takePublicSlot(contact: LiveContact): void {
  if (!contact.spec.isPublic || contact.publicOf !== undefined) return;
  contact.publicOf = contact.queue;
  contact.queue.publicInHand += 1;
}

export function freePublicSlot(world: LiveWorld, contact: LiveContact): void {
  const queue = contact.publicOf;
  if (queue === undefined) return;
  contact.publicOf = undefined;
  queue.publicInHand -= 1;
  world.precedenceOpened += 1;
}

/** What opens, and when, is another than was thought: its rules have changed, or an agent has come with ages of her own. */
export function waitByNewRules(world: LiveWorld, contact: LiveContact, at: Instant): void {
  if (contact.state !== "queued") return;
  contact.turn += 1;
  world.touched.contacts.add(contact);
  setOpening(world, contact, at);
}

/** Its queue's longest waits are others: what is over by them already is due now. */
export function setWaitsAnew(world: LiveWorld, contact: LiveContact): void {
  setLongestWait(world, contact);
  setUnstaffedWait(world, contact);
  setAlarm(world, contact);
}

/** What the clock opens next: one timer a contact at a time. */
function setOpening(world: LiveWorld, contact: LiveContact, at: Instant): void {
  const next = opensNextAt(contact, at);
  if (next === undefined) return;
  const { turn, seq } = contact;
  world.timers.set({
    at: next,
    kind: "opening",
    seq,
    fire(now) {
      if (contact.turn !== turn || contact.state !== "queued") return;
      world.touched.contacts.add(contact);
      if (contact.excluded.size > 0) world.touched.excluding.add(contact);
      setOpening(world, contact, now);
    },
  });
}

function setAlarm(world: LiveWorld, contact: LiveContact): void {
  const { queue, spec, seq } = contact;
  const { order, alarmLeadMs } = queue.rules;
  const { dueAt } = spec;
  if (order !== "deadline" || dueAt === undefined || dueAt - alarmLeadMs <= world.at) return;
  world.timers.set({
    at: dueAt - alarmLeadMs,
    kind: "alarm",
    seq,
    fire(at) {
      const isWaiting = contact.state === "queued" || contact.state === "offered";
      if (!isWaiting || contact.queue !== queue || contact.alarmedFor === dueAt) return;
      contact.alarmedFor = dueAt;
      world.decisions.push({ at, code: "due_soon", contactId: contact.id });
    },
  });
}

function setLongestWait(world: LiveWorld, contact: LiveContact): void {
  const { queue, enteredAt, seq } = contact;
  const { waitMsMax } = queue.rules;
  if (waitMsMax === undefined) return;
  world.timers.set({
    at: Math.max(enteredAt + waitMsMax, world.at),
    kind: "max_wait",
    seq,
    fire(now) {
      if (contact.state !== "queued" || contact.queue !== queue || contact.enteredAt !== enteredAt) return;
      // It may wait longer by now.
      if (now >= enteredAt + (queue.rules.waitMsMax ?? Infinity)) overflow(world, contact, now);
    },
  });
}

/** Nobody of the queue is signed in: its own longest wait, from that moment or from the contact's coming. */
export function setUnstaffedWait(world: LiveWorld, contact: LiveContact): void {
  const { queue, enteredAt, seq } = contact;
  const { unstaffedMsMax } = queue.rules;
  const since = queue.unstaffedSince;
  if (unstaffedMsMax === undefined || since === undefined) return;
  const from = Math.max(since, enteredAt);
  world.timers.set({
    at: Math.max(from + unstaffedMsMax, world.at),
    kind: "max_wait",
    seq,
    fire(now) {
      if (contact.state !== "queued" || contact.queue !== queue || queue.unstaffedSince !== since) return;
      if (contact.enteredAt !== enteredAt) return;
      if (now >= from + (queue.rules.unstaffedMsMax ?? Infinity)) overflow(world, contact, now);
    },
  });
}

/** It waits on at its place; where its longest wait was over meanwhile, it goes. */
export function waitOn(world: LiveWorld, contact: LiveContact, at: Instant): void {
  const { queue, enteredAt } = contact;
  const { waitMsMax = Infinity, unstaffedMsMax = Infinity } = queue.rules;
  const unstaffedAt = Math.max(queue.unstaffedSince ?? Infinity, enteredAt);
  startWaiting(world, contact, at);
  if (Math.min(enteredAt + waitMsMax, unstaffedAt + unstaffedMsMax) <= at) overflow(world, contact, at);
}

/** To the next queue with its age, or away from the floor. */
export function overflow(world: LiveWorld, contact: LiveContact, at: Instant): void {
  const to = contact.queue.rules.overflowTo;
  world.decisions.push({ at, code: "overflow", contactId: contact.id, to });
  stopWaiting(world, contact);
  const next = world.queues.get(to);
  if (next !== undefined) enterQueue(world, contact, next, at);
  else forget(world, contact);
}

export function forget(world: LiveWorld, contact: LiveContact): void {
  freePublicSlot(world, contact);
  contact.state = "closed";
  world.contacts.delete(contact.id);
}
