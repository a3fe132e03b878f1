import type { Instant } from "../kernel/instant.ts";

/** 灰度: a version that answers a part of the conversations for a while, and takes the place of all only if it does no worse. */
export type Group = {
  /** Contacts that the bot met. */
  readonly contacts: number;
  /** Of them those that it did not understand, or whose fan asked for a person. */
  readonly failed: number;
};
export type CanaryFigures = { readonly canary: Group; readonly rest: Group };

/** The last digits of a conversation's id are random: so many parts there are. */
export const PARTS = 10_000;
const DIGITS = 8;

/** The same conversation is always on the same side. */
export const isInShare = (conversationId: string, share: number): boolean =>
  Number.parseInt(conversationId.slice(-DIGITS), 16) % PARTS < share * PARTS;

/** Fewer say nothing. */
const CONTACTS_MIN = 20;
/** So much worse it has to be to be worth a return, */
const DROP_MIN = 0.05;
/** and so unlikely to be chance: it is looked at again and again, so one look has to be surer than a lone test would be. */
const DEVIATIONS = 3;

/** Whether the version does worse than what answers the others. */
export function isDrop({ canary, rest }: CanaryFigures): boolean {
  if (canary.contacts < CONTACTS_MIN || rest.contacts < CONTACTS_MIN) return false;
  const all = (canary.failed + rest.failed) / (canary.contacts + rest.contacts);
  const drop = canary.failed / canary.contacts - rest.failed / rest.contacts;
  const deviation = Math.sqrt(all * (1 - all) * (1 / canary.contacts + 1 / rest.contacts));
  return drop >= DROP_MIN && drop >= DEVIATIONS * deviation;
}

/** What the clock makes of it. */
export const judgeCanary = (
  figures: CanaryFigures,
  endsAt: Instant,
  at: Instant,
): "goes_on" | "returned" | "published" =>
  isDrop(figures) ? "returned" : at >= endsAt ? "published" : "goes_on";
