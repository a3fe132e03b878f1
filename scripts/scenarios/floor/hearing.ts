import { OUR_MATTERS } from "../../../src/core/answer/words/own.ts";
import type { ContactSpec } from "../../../src/core/assignment/live/contact.ts";
import type { FloorError } from "../../../src/core/assignment/live/decision.ts";
import type { Contact } from "../../../src/core/contact/contact.ts";
import { hear } from "../../../src/core/contact/hear.ts";
import { HOUR } from "../../../src/core/kernel/instant.ts";
import type { Demand } from "../../../src/core/queue/demand.ts";
import { barOf } from "../../../src/core/queue/joining/joining.ts";
import { floorOf } from "../../../src/core/seating/floor.ts";
import { defaultSettings } from "../../../src/core/setting/registry.ts";
import { loadContact, writeStep } from "../../../src/store/contact/contact-step.ts";
import { loadFloor } from "../../../src/store/floor.ts";
import { inTransaction } from "../../../src/store/transaction.ts";
import { type Acting, idOf, type Outcome } from "./acting.ts";
import { channelOn } from "./policy.ts";
import { START, type Stage } from "./stage.ts";

/** The fan writes, as the lane hears it that takes her words in, where the contact is as the scenario means it. anew: as if for the first time. */
async function hears(
  { client, ids, now, contacts }: Stage,
  name: string,
  isMeant: (contact: Contact) => boolean,
): Promise<FloorError | "anew" | undefined> {
  const contactId = contacts.get(name);
  return inTransaction(client, async () => {
    const loaded = contactId && (await loadContact(client, { contactId }, "wait"));
    if (!loaded || !isMeant(loaded.contact)) return "illegal_transition";
    const { contact } = loaded;
    const isLeft = contact.state === "abandoned";
    const hearing = hear(
      { kind: "text", text: "我在" },
      {
        contact: isLeft ? undefined : contact,
        left: isLeft ? contact : undefined,
        served: undefined,
        invited: undefined,
        seq: loaded.seq + 1,
        at: now(),
        settings: defaultSettings,
        ids,
        decide: () => ({ kind: "hand_over", reason: "asked", rule: "person_wished", top: [] }),
        entryOfKey: () => undefined,
        matters: OUR_MATTERS,
        floor: floorOf(await loadFloor(client)),
        queueId: contact.queueId,
      },
    );
    if (hearing.contact?.id !== contact.id) return "anew";
    await writeStep(client, contact, { events: hearing.contactEvents, at: now(), actor: "fan" });
    return undefined;
  });
}

/** A person is asked for, as the lane decides that takes her words in, on the floor as it is. */
export async function enqueue({ stage, formerOf }: Acting, spec: ContactSpec): Promise<undefined> {
  const { queues, staff } = stage;
  const former = formerOf(spec);
  const prefer = former === undefined || spec.barred.includes(former) ? undefined : staff.get(former);
  const { channel, priority, boostMs, isVip, dueAt, units, skills, barred } = spec;
  const demand = {
    channel: channelOn(channel),
    priority,
    boostMs,
    isVip,
    units,
    skills: skills.map((need) => ({
      ...need,
      relax: need.relax.map(({ afterMs, min }) => ({ afterMs, ...(min !== undefined && { min }) })),
    })),
    barred: barred.map((name) => idOf(staff, name)),
    ...(dueAt !== undefined && { dueAt: START + dueAt }),
  };
  const queue = idOf(queues, spec.queueId);
  const from = { prefer, isPublic: spec.isPublic };
  if (spec.promisedAt !== undefined) return overnight(stage, { ...spec, queueId: queue }, demand, from);
  const floor = floorOf(await loadFloor(stage.client));
  const bar = barOf({ floor, settings: defaultSettings, at: stage.now() }, queue, "asked");
  const event =
    bar === undefined
      ? ({ code: "queued", reason: "asked", queue, demand } as const)
      : ({
          code: "left_message",
          reason: bar === "unstaffed" ? "asked" : bar,
          queue,
          promisedAt: stage.now() + HOUR,
        } as const);
  await stage.write(spec.id, event, from);
}

/** Left while the queue was shut, and in it again as it opens. */
async function overnight(
  stage: Stage,
  { id, queueId: queue, promisedAt = 0 }: ContactSpec,
  demand: Demand,
  from: Parameters<Stage["write"]>[2],
): Promise<undefined> {
  const left = { code: "left_message", reason: "after_hours", queue, overnight: true } as const;
  const contact = await stage.write(id, { ...left, promisedAt: START + promisedAt }, from);
  const back = { code: "queued", reason: "left_before", demand } as const;
  await inTransaction(stage.client, () =>
    writeStep(stage.client, contact, { events: [back], at: stage.now(), actor: "system" }),
  );
}

export async function words(
  { stage }: Acting,
  name: string,
  isMeant: (contact: Contact) => boolean,
): Outcome {
  const heard = await hears(stage, name, isMeant);
  return heard === "anew" ? "illegal_transition" : heard;
}

/** Whose contact is over, or became a ticket, comes as if for the first time. */
const GONE = /* sql */ `
  SELECT FROM contact WHERE id = $1 AND (state = 'closed' OR (state = 'wrapup' AND owed_since IS NOT NULL))`;

export async function comeBack(acting: Acting, spec: ContactSpec): Outcome {
  const { stage, looking } = acting;
  if ((await looking.query(GONE, [stage.contacts.get(spec.id)])).rowCount === 1) return enqueue(acting, spec);
  const heard = await hears(acting.stage, spec.id, ({ state }) => state === "abandoned");
  return heard === "anew" ? enqueue(acting, spec) : heard;
}
