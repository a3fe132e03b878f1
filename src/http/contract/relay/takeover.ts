import { z } from "zod";

import { PICTURE_TYPES } from "../../../core/media/sniff.ts";
import { RULES_MAX } from "../../../core/takeover/preview.ts";
import { contract } from "../contract.ts";
import { id, INTEGER_MAX, instant, PathId, version } from "../parts.ts";

const Why = z.object({
  code: z.enum(["no_keywords", "no_reply", "too_long", "several_kinds", "reply_kind"]),
  /** Of the reply, where that is why. */
  kind: z.string().optional(),
});
const note = z.enum(["joined", "first_of_several", "was_exact", "was_off"]);

/** What it would be with us; or why it cannot be ours. */
const mapped = <To extends z.ZodType, More extends z.ZodRawShape>(to: To, more: More) =>
  z.discriminatedUnion("maps", [
    z.object({ ...more, maps: z.literal(true), to, notes: z.array(note) }),
    z.object({ ...more, maps: z.literal(false), why: Why }),
  ]);

const Article = z.object({
  title: z.string(),
  description: z.string(),
  pictureUrl: z.string(),
  url: z.string(),
});
const entry = {
  title: z.string(),
  phrasings: z.array(z.string()),
  answer: z.union([
    z.object({ kind: z.literal("text"), text: z.string() }),
    z.object({ kind: z.literal("image"), mediaId: z.string() }),
    z.object({ kind: z.literal("image"), blobId: id, type: z.enum(PICTURE_TYPES), bytes: z.int() }),
    z.object({ kind: z.literal("news"), articles: z.tuple([Article]) }),
  ]),
};

/** Rules by their place on the page; the texts; the menu as a draft. */
const choice = {
  rules: z.array(z.int().min(0).max(INTEGER_MAX)).max(RULES_MAX),
  welcome: z.boolean(),
  fallback: z.boolean(),
  menu: z.boolean(),
};

const Found = z.object({
  number: z.int(),
  at: instant,
  by: z.string(),
  /** Whether the page's replies are switched on: to who follows; the default and the rules. */
  welcomes: z.boolean(),
  replies: z.boolean(),
  welcome: mapped(z.string(), {}).optional(),
  fallback: mapped(z.string(), {}).optional(),
  rules: z.array(
    mapped(z.object(entry), { index: z.int(), name: z.string(), keywords: z.array(z.string()) }),
  ),
  menu: z.object({
    /** written: through the interface, so it can be put back as it was; page: on the platform's page. */
    kind: z.enum(["none", "written", "page"]),
    buttons: z.array(
      z.object({
        name: z.string(),
        fate: z.enum(["same", "opens_article", "answered_by_us", "left_out"]),
        kind: z.string().optional(),
      }),
    ),
  }),
  choice: z.object(choice),
  /** What applying has made; null: nothing. */
  made: z
    .object({
      at: instant,
      /** Those that are not published yet. */
      drafts: z.array(z.object({ id, ...entry })),
      published: z.int(),
      texts: z.array(z.string()),
      menu: z.boolean(),
    })
    .nullable(),
  putBack: z
    .object({
      at: instant,
      /** same: read again, it is what it was. */
      outcome: z.enum(["same", "different", "refused", "unknown"]),
      code: z.string().nullable(),
    })
    .nullable(),
  version,
});

const Takeover = z.object({
  /** Whether the account's platform tells what its page has. */
  able: z.boolean(),
  snapshots: z.array(z.object({ number: z.int(), at: instant, by: z.string() })),
  found: Found.nullable(),
});

const shared = { permission: "account.write", params: PathId, response: Takeover } as const;
const Known = z.strictObject({ version });

export const readTakeover = contract({
  ...shared,
  id: "takeover.read",
  method: "GET",
  path: "/accounts/:id/takeover",
  permission: "account.read",
  summary: "What the platform's page answered and showed, what of it is to be ours, and how far that is",
});

/** Faults: account_gone, takeover_unsupported, takeover_applied, platform_refused {code} */
export const lookAtPage = contract({
  ...shared,
  id: "takeover.look",
  method: "POST",
  path: "/accounts/:id/takeover/look",
  summary: "Asks the platform what its page answers and shows now, and keeps it",
});

/** Faults: account_gone, takeover_gone, takeover_applied, version_conflict */
export const choose = contract({
  ...shared,
  id: "takeover.choose",
  method: "PUT",
  path: "/accounts/:id/takeover",
  summary: "Says what of it is to be ours",
  body: z.strictObject({ version, choice: z.strictObject(choice) }),
});

/** Faults: account_gone, takeover_gone, takeover_applied, version_conflict */
export const apply = contract({
  ...shared,
  id: "takeover.apply",
  method: "POST",
  path: "/accounts/:id/takeover/apply",
  summary: "Makes drafts of entries and of the menu, and the account's own texts; no draft is published",
  body: Known,
});

/** Faults: account_gone, takeover_gone, version_conflict */
export const undo = contract({
  ...shared,
  id: "takeover.undo",
  method: "POST",
  path: "/accounts/:id/takeover/undo",
  summary: "Takes back what was made, as far as nobody has changed it since; what was published stays",
  body: Known,
});

/** Faults: account_gone, takeover_gone, version_conflict, entry_words_taken {words, title} */
export const publishDrafts = contract({
  ...shared,
  id: "takeover.publish",
  method: "POST",
  path: "/accounts/:id/takeover/publish",
  permission: "knowledge.publish",
  summary: "Publishes drafts: from then on the bot answers by them",
  body: z.strictObject({ version, draftIds: z.array(id).min(1).max(RULES_MAX) }),
});

/** Faults: account_gone, menus_unsupported, takeover_gone, version_conflict */
export const putBack = contract({
  ...shared,
  id: "takeover.put_back",
  method: "POST",
  path: "/accounts/:id/takeover/put-back",
  summary: "Gives the platform the menu that was there, and reads it again",
  body: Known,
});
