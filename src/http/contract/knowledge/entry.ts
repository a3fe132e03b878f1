import { z } from "zod";

import { contract } from "../contract.ts";
import { id, instant, page, PathId, version } from "../parts.ts";
import { EntryAnswer, problems, Writing } from "./writing.ts";

const DESPITE_MAX = 200;
const HOURS_MAX = 168;

const number = z.int();

const KNOWN = {
  id,
  accountId: id,
  accountName: z.string(),
  /** Null before the first version. */
  key: z.string().nullable(),
  /** The version that answers; null: none does. */
  published: number.nullable(),
};

/** Contacts that the bot met, and of them those that it did not understand, or whose fan asked for a person. */
const Group = z.object({ contacts: number, failed: number });

const Entry = z.object({
  ...KNOWN,
  draft: z
    .object({
      writing: Writing,
      version: number,
      at: instant,
      by: z.string(),
      review: z.object({ at: instant, by: z.string() }).nullable(),
    })
    .nullable(),
  problems,
  /** What agents made of it in the last 30 days, where it was suggested to them. */
  suggested: z.object({ used: number, changed: number, dismissed: number }),
  /** The last version that answered a part of the conversations, or does now, and how it does beside what answers the others. */
  canary: z
    .object({
      version: number,
      share: z.number(),
      /** returned: it did worse, and was taken back. */
      state: z.enum(["running", "published", "returned", "stopped"]),
      at: instant,
      endsAt: instant,
      figures: z.object({ canary: Group, rest: Group }),
    })
    .nullable(),
  versions: z.array(
    z.object({
      number,
      writing: Writing,
      at: instant,
      by: z.string(),
      /** The older one that it brought back. */
      restores: number.nullable(),
    }),
  ),
});

export const listKnowledge = contract({
  id: "entry.list",
  method: "GET",
  path: "/knowledge",
  permission: "knowledge.read",
  summary: "Entries that answer for an account, and drafts; the newest change first",
  query: z.strictObject({
    accountId: id,
    q: z.string().max(100).optional(),
    state: z.enum(["live", "draft", "review", "expiring", "silent"]).optional(),
    ...page,
  }),
  response: z.object({
    items: z.array(
      z.object({
        ...KNOWN,
        title: z.string(),
        phrasings: number,
        answer: EntryAnswer,
        validFrom: instant.nullable(),
        validUntil: instant.nullable(),
        draft: z.enum(["none", "writing", "review"]),
        at: instant,
        by: z.string(),
      }),
    ),
    next: z.string().nullable(),
    counts: z.object({
      all: number,
      live: number,
      draft: number,
      review: number,
      /** It answers, and ends within the days that `GET /knowledge/expiring` tells. */
      expiring: number,
      silent: number,
    }),
  }),
});

export const listAccounts = contract({
  id: "entry.accounts",
  method: "GET",
  path: "/knowledge/accounts",
  permission: "knowledge.read",
  summary: "Accounts that entries answer for",
  response: z.object({ items: z.array(z.object({ id, name: z.string(), platform: z.string() })) }),
});

/** Faults: entry_gone */
export const readEntry = contract({
  id: "entry.read",
  method: "GET",
  path: "/knowledge/:id",
  permission: "knowledge.read",
  summary: "An entry: its draft, what is wrong with it, its versions",
  params: PathId,
  response: Entry,
});

/** Faults: account_gone */
export const createEntry = contract({
  id: "entry.create",
  method: "POST",
  path: "/knowledge",
  permission: "knowledge.write",
  summary: "Begins an entry as a draft",
  body: z.strictObject({ accountId: id, writing: Writing }),
  response: Entry,
});

/** `version`: the draft's that was seen; 0: there was none. Faults: entry_gone, account_gone, version_conflict */
export const saveEntry = contract({
  id: "entry.save",
  method: "PUT",
  path: "/knowledge/:id/draft",
  permission: "knowledge.write",
  summary: "Keeps what is being written, also where it is not right yet",
  params: PathId,
  body: z.strictObject({ version: z.union([z.literal(0), version]), writing: Writing }),
  response: Entry,
});

/** Faults: entry_gone, version_conflict */
export const askReview = contract({
  id: "entry.review",
  method: "POST",
  path: "/knowledge/:id/review",
  permission: "knowledge.write",
  summary: "Asks for a draft to be looked over, or takes that back",
  params: PathId,
  body: z.strictObject({ version, wanted: z.boolean() }),
  response: Entry,
});

/** `gone`: nothing of it was ever published. Faults: entry_gone, version_conflict */
export const discardDraft = contract({
  id: "entry.discard",
  method: "POST",
  path: "/knowledge/:id/discard",
  permission: "knowledge.write",
  summary: "Gives a draft up",
  params: PathId,
  body: z.strictObject({ version }),
  response: z.object({ gone: z.boolean() }),
});

/**
 * What was not tried out as it is now, is tried out first. `despite`: why, although the trial speaks against it.
 * Faults: entry_gone, version_conflict, entry_wrong {n}, entry_words_taken {words, title}, entry_worse {trial, n}, canary_running
 */
export const publishDraft = contract({
  id: "entry.publish",
  method: "POST",
  path: "/knowledge/:id/publish",
  permission: "knowledge.publish",
  summary: "Publishes the draft that was seen: the bot answers by it",
  params: PathId,
  body: z.strictObject({
    version,
    despite: z.string().trim().min(1).max(DESPITE_MAX).optional(),
    /** 灰度: only to this part of the conversations; it becomes everybody's after so many hours, unless it does worse. */
    canary: z
      .strictObject({ share: z.number().min(0.01).max(0.5), hours: z.int().min(1).max(HOURS_MAX) })
      .optional(),
  }),
  response: Entry,
});

/** Faults: as publishing, and entry_version_gone */
export const rollBack = contract({
  id: "entry.roll_back",
  method: "POST",
  path: "/knowledge/:id/roll-back",
  permission: "knowledge.publish",
  summary: "Brings an older version back, as a new one",
  params: PathId,
  body: z.strictObject({ published: version.nullable(), to: version }),
  response: Entry,
});

/** Faults: entry_gone, version_conflict */
export const withdrawEntry = contract({
  id: "entry.withdraw",
  method: "POST",
  path: "/knowledge/:id/withdraw",
  permission: "knowledge.publish",
  summary: "Takes an entry from the bot; its versions stay",
  params: PathId,
  body: z.strictObject({ published: version }),
  response: Entry,
});

/** Faults: entry_gone, canary_gone, version_conflict */
export const endCanary = contract({
  id: "canary.end",
  method: "POST",
  path: "/knowledge/:id/canary/end",
  permission: "knowledge.publish",
  summary: "Lets a version that answers a part of the customers answer all of them, or nobody any more",
  params: PathId,
  body: z.strictObject({ how: z.enum(["publish", "stop"]) }),
  response: Entry,
});

/** Faults: account_gone */
export const tryWords = contract({
  id: "entry.try",
  method: "POST",
  path: "/knowledge/try",
  permission: "knowledge.read",
  summary:
    "What the bot makes of a stranger's first words, by what is published now; nothing is said to anybody",
  body: z.strictObject({ accountId: id, text: z.string().max(2_000) }),
  response: z.object({
    kind: z.enum(["answer", "clarify", "hand_over", "greet", "courtesy", "miss"]),
    /** The rule that decided, and why a person is called. */
    rule: z.string(),
    reason: z.string().nullable(),
    /** 0..1; null where a rule decided that needs none. */
    score: z.number().nullable(),
    /** From which on an entry may answer. */
    threshold: z.number(),
    answer: EntryAnswer.nullable(),
    /** The best, whether or not they decided. */
    top: z.array(z.object({ id, title: z.string(), version: number, score: z.number() })),
  }),
});
