import type { AgentImage, ContactImage } from "../../../../src/core/assignment/mirror/image.ts";
import { defaultQueueRules, type QueueRules } from "../../../../src/core/assignment/live/rules.ts";
import type { AgentSpec } from "../../../../src/core/assignment/live/agent.ts";
import type { ContactSpec } from "../../../../src/core/assignment/live/contact.ts";

/** When everything is looked at. */
export const AT = 1_000_000;
export const QUEUE = "q";

export const rules = (extra: Partial<QueueRules> = {}): QueueRules => ({
  ...defaultQueueRules,
  id: QUEUE,
  ...extra,
});

export const contact = (
  id: string,
  extra: Partial<Omit<ContactImage, "spec">> & { readonly spec?: Partial<ContactSpec> } = {},
): ContactImage => ({
  place: { state: "queued" },
  enqueuedAt: AT - 60_000,
  enteredAt: AT - 60_000,
  preferId: undefined,
  past: [],
  ...extra,
  spec: {
    id,
    queueId: QUEUE,
    channel: "chat",
    priority: 5,
    boostMs: 0,
    isVip: false,
    isPublic: false,
    dueAt: undefined,
    units: 1,
    customer: "",
    skills: [],
    barred: [],
    ...extra.spec,
  },
});

export const agent = (
  id: string,
  spec: Partial<AgentSpec> = {},
  extra: Partial<Omit<AgentImage, "spec">> = {},
): AgentImage => ({
  noAnswers: 0,
  restsUntil: -Infinity,
  ...extra,
  spec: {
    id,
    seat: id.charCodeAt(0),
    skills: {},
    memberships: [{ queueId: QUEUE, priority: 1, level: 0, delayMs: 0 }],
    capacity: 1,
    channelMax: {},
    exclusive: [],
    interrupts: [],
    autoAccept: false,
    rate: undefined,
    presence: "ready",
    readySince: AT - 10_000,
    lastOfferAt: 0,
    lastAcceptAt: 0,
    lastReleaseAt: 0,
    acceptedToday: 0,
    ...spec,
  },
});
