import { add, remove, type SortedList } from "../order/sorted-list.ts";
import type { Instant } from "../../kernel/instant.ts";
import { ageOf, isOvernight, type LiveContact, type Wants } from "../live/contact.ts";
import { stageOf } from "../live/queue.ts";
import { meets } from "../live/skill.ts";
import type { LiveWorld } from "../live/world.ts";
import { compareKeys, orderKey } from "../order/contact-order.ts";
import { createBucket, type Placed } from "./bucket.ts";
import { requirementOf } from "./requirement.ts";

/** Puts a waiting contact where those find it who may have it now. */
export function place(world: LiveWorld, contact: LiveContact, at: Instant): void {
  if (contact.state !== "queued") return unplace(world, contact);
  const { queue, spec, enqueuedAt } = contact;
  const wants: Wants = {
    stage: stageOf(queue, at - enqueuedAt),
    requirement: requirementOf(world, contact, at),
    channelBit: contact.channelBit,
    units: contact.units,
    isPromoted: isPromoted(contact, at),
  };
  const { isFront, boostMs, seq } = contact;
  const { priority, dueAt, promisedAt } = spec;
  const isAged = ageOf(contact, at) >= (queue.rules.maxAgeMs ?? Infinity);
  const given = { isFront, priority, isAged, boostMs, dueAt, promisedAt, enqueuedAt, seq };
  const key = orderKey(queue.rules.order, given);
  if (isOldEnoughToReserve(contact, at)) queue.heavy.add(contact);
  // Mostly only who may have it has changed, not where it stands.
  if (contact.key === undefined || compareKeys(contact.key, key) !== 0) unplace(world, contact);
  contact.key ??= key;
  if (waitsForFormer(contact, wants, at)) {
    leaveLine(world, contact);
    contact.wants = wants;
    return;
  }
  joinLine(contact, wants);
  contact.wants = wants;
  const bucketKey = `${keyOf(wants, spec.isPublic)}/${isOvernight(contact)}`;
  if (contact.bucket?.key === bucketKey) return;
  leaveBucket(contact);
  let bucket = queue.buckets.get(bucketKey);
  if (bucket === undefined) {
    bucket = createBucket(bucketKey, wants);
    queue.buckets.set(bucketKey, bucket);
  }
  add(bucket.contacts, { contact, key: contact.key });
  contact.bucket = bucket;
}

export function unplace(world: LiveWorld, contact: LiveContact): void {
  contact.queue.heavy.delete(contact);
  leaveLine(world, contact);
  contact.key = undefined;
  contact.wants = undefined;
}

const keyOf = ({ stage, requirement, channelBit, units, isPromoted }: Wants, isPublic: boolean): string =>
  `${stage}/${requirement.id}/${channelBit}/${units}/${isPublic}/${isPromoted}`;

/** It stands in line while it has a bucket; among the promoted from when that is due. */
function joinLine(contact: LiveContact, wants: Wants): void {
  const { key, queue, spec } = contact;
  if (key === undefined) return;
  const placed = { contact, key };
  const isThere = contact.bucket !== undefined;
  if (!isThere) add(lineOf(contact), placed);
  if (!isThere && spec.isPublic) add(queue.line.publics, placed);
  const wasPromoted = isThere && contact.wants?.isPromoted === true;
  if (wants.isPromoted && !wasPromoted) add(queue.line.promoted, placed);
  if (!wants.isPromoted && wasPromoted) remove(queue.line.promoted, placed);
}

function leaveLine(world: LiveWorld, contact: LiveContact): void {
  const { key, queue, spec, bucket } = contact;
  if (bucket === undefined || key === undefined) return;
  const placed = { contact, key };
  remove(lineOf(contact), placed);
  // The night's need not let others go first any more.
  if (queue.line.all.size === 0 && queue.line.nights.size > 0) world.precedenceOpened += 1;
  if (spec.isPublic) remove(queue.line.publics, placed);
  if (contact.wants?.isPromoted === true) remove(queue.line.promoted, placed);
  leaveBucket(contact);
}

const lineOf = (contact: LiveContact): SortedList<Placed> =>
  isOvernight(contact) ? contact.queue.line.nights : contact.queue.line.all;

function leaveBucket(contact: LiveContact): void {
  const { bucket, key, queue } = contact;
  contact.bucket = undefined;
  if (bucket === undefined || key === undefined) return;
  remove(bucket.contacts, { contact, key });
  if (bucket.contacts.size === 0) queue.buckets.delete(bucket.key);
}

/** Her former agent is there but not free: nobody else sees her contact for a while (seats section 2.5). */
function waitsForFormer(contact: LiveContact, wants: Wants, at: Instant): boolean {
  const { wanted, queue, enqueuedAt } = contact;
  if (wanted === undefined) return false;
  const isThere = wanted.presence === "ready" && queue.members.has(wanted);
  return isThere && at - enqueuedAt < queue.rules.stickyWaitMs && meets(wants.requirement, wanted.profile);
}

function isPromoted({ queue, spec }: LiveContact, at: Instant): boolean {
  const { promote } = queue.rules;
  return promote !== undefined && spec.dueAt !== undefined && at >= spec.dueAt - promote.leadMs;
}

function isOldEnoughToReserve({ queue, units, enqueuedAt }: LiveContact, at: Instant): boolean {
  const { heavyAfterMs } = queue.rules;
  return heavyAfterMs !== undefined && units > 1 && at - enqueuedAt >= heavyAfterMs;
}

/** When time alone will next change who may have it. */
export function opensNextAt(
  { queue, spec, enqueuedAt, wanted }: LiveContact,
  at: Instant,
): Instant | undefined {
  const { stickyWaitMs, heavyAfterMs, maxAgeMs, promote } = queue.rules;
  let next = Infinity;
  const consider = (time: Instant): void => {
    if (time > at && time < next) next = time;
  };
  for (const age of queue.thresholds) consider(enqueuedAt + age);
  for (const { relax } of spec.skills) for (const { afterMs } of relax) consider(enqueuedAt + afterMs);
  if (wanted !== undefined) consider(enqueuedAt + stickyWaitMs);
  if (heavyAfterMs !== undefined) consider(enqueuedAt + heavyAfterMs);
  if (maxAgeMs !== undefined) consider(enqueuedAt + maxAgeMs);
  if (promote !== undefined && spec.dueAt !== undefined) consider(spec.dueAt - promote.leadMs);
  return next === Infinity ? undefined : next;
}
