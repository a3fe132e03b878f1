import type { Asked } from "../../core/channel/capability/asked.ts";
import type { Labels } from "../../core/channel/fans/labels.ts";
import { nextOf } from "../../core/fan/retry.ts";
import { MINUTE, SECOND } from "../../core/kernel/instant.ts";
import type { DueChange, FanChannel, FanContext } from "./ports.ts";

const CHANGES_MAX = 20;
const ASK_MS_MAX = 10 * SECOND;
const LABELS_EVERY_MS = 10 * MINUTE;
const UNABLE = { kind: "refused", code: "no_access", whose: "request" } as const;

/** Does what is to be changed of an account's fans, one after the other. Returns how many there were. */
export async function makeChanges(channel: FanChannel, context: FanContext): Promise<number> {
  const { store, clock } = context;
  const due = await store.claimChanges(channel.accountId, CHANGES_MAX, clock());
  for (const change of due) await makeOne(channel, change, context);
  return due.length;
}

async function makeOne(channel: FanChannel, due: DueChange, context: FanContext): Promise<void> {
  const { store, clock, watch } = context;
  const { accountId } = channel;
  const asked = await ask(channel, due, context);
  const at = clock();
  if (asked.kind === "done") return store.keepChange(due, at);
  const next = nextOf(asked, due.tries, at);
  if (next.kind !== "again") watch.refused(accountId, due.change.kind, asked.code);
  // Also where the account is to be left alone: a person waits for it, and is told now.
  const dueAt = next.kind === "again" ? next.at : undefined;
  return store.postponeChange(due.id, { code: asked.code, dueAt }, at);
}

async function ask(channel: FanChannel, due: DueChange, context: FanContext): Promise<Asked<unknown>> {
  const { profiles, labels } = channel;
  const { change, externalId } = due;
  const signal = AbortSignal.timeout(ASK_MS_MAX);
  switch (change.kind) {
    case "label":
      return labels === undefined ? UNABLE : giveLabel(channel.accountId, labels, due, context);
    case "unlabel":
      if (labels === undefined) return UNABLE;
      // What nobody knows the id of, she has no more.
      return due.labelId === undefined
        ? { kind: "done", value: undefined }
        : labels.take(due.labelId, externalId, signal);
    case "remark":
      return profiles?.setRemark(externalId, change.value, signal) ?? UNABLE;
    case "block":
      return profiles?.block(externalId, signal) ?? UNABLE;
    case "unblock":
      return profiles?.unblock(externalId, signal) ?? UNABLE;
  }
}

/** A label that the account does not have yet is made first; one that somebody made meanwhile is found by listing. */
async function giveLabel(
  accountId: string,
  labels: Labels,
  { change, labelId, externalId }: DueChange,
  { store }: FanContext,
): Promise<Asked<unknown>> {
  const signal = AbortSignal.timeout(ASK_MS_MAX);
  if (labelId !== undefined) return labels.give(labelId, externalId, signal);
  const name = change.kind === "label" ? change.value : "";
  const made = await labels.create(name, signal);
  if (made.kind === "unanswered") return made;
  if (made.kind === "done") {
    await store.addLabel(accountId, made.value);
    return labels.give(made.value.id, externalId, signal);
  }
  const listed = await labels.list(signal);
  if (listed.kind !== "done") return made;
  await store.keepLabels(accountId, listed.value);
  const known = listed.value.find((label) => label.name === name);
  return known === undefined ? made : labels.give(known.id, externalId, signal);
}

/** Keeps the list of an account's labels as the platform has it, every ten minutes. */
export async function listLabels(accountId: string, labels: Labels, context: FanContext): Promise<void> {
  const { store, clock, watch, paused } = context;
  const at = clock();
  if (!(await store.claimLabels(accountId, at, at + LABELS_EVERY_MS))) return;
  const listed = await labels.list(AbortSignal.timeout(ASK_MS_MAX));
  if (listed.kind === "done") return store.keepLabels(accountId, listed.value);
  watch.refused(accountId, "labels", listed.code);
  if (listed.kind === "refused") paused.set(`${accountId} labels`, clock() + LABELS_EVERY_MS);
}
