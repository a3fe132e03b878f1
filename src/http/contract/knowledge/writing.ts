import { z } from "zod";

import { PICTURE_BYTES_MAX, PICTURE_TYPES } from "../../../core/media/sniff.ts";
import { id, instant } from "../parts.ts";

const TITLE_MAX = 100;
const PHRASING_MAX = 200;
const PHRASINGS_MAX = 200;
const TEXT_MAX = 8_000;
const FIELD_MAX = 2_048;
const ACCOUNTS_MAX = 50;

const field = z.string().max(FIELD_MAX);
const Answer = z.union([
  z.strictObject({ kind: z.literal("text"), text: z.string().max(TEXT_MAX) }),
  z.strictObject({ kind: z.literal("image"), mediaId: z.string().max(256) }),
  /** One of ours: see `POST /knowledge/pictures`. */
  z.strictObject({
    kind: z.literal("image"),
    blobId: id,
    type: z.enum(PICTURE_TYPES),
    bytes: z.int().min(1).max(PICTURE_BYTES_MAX),
  }),
  z.strictObject({
    kind: z.literal("news"),
    articles: z.tuple([z.strictObject({ title: field, description: field, pictureUrl: field, url: field })]),
  }),
]);
export const EntryAnswer = Answer;

/**
 * What people write of an entry. An answer's text may hold {{nick}}, {{account}}, {{date}}: filled in when it is said.
 * `variants`: by platform, where its fans get another answer. `accountIds`: what it answers for beside its own account.
 */
export const Writing = z.strictObject({
  title: z.string().max(TITLE_MAX),
  phrasings: z.array(z.string().max(PHRASING_MAX)).max(PHRASINGS_MAX),
  answer: Answer,
  variants: z.record(z.string().regex(/^[a-z][a-z0-9-]{0,31}$/), Answer),
  validFrom: instant.nullable(),
  validUntil: instant.nullable(),
  accountIds: z.array(id).max(ACCOUNTS_MAX),
});

/** See core/knowledge/problems. */
export const problems = z.array(
  z.object({
    code: z.string(),
    blocks: z.boolean(),
    n: z.int().optional(),
    platform: z.string().optional(),
    word: z.string().optional(),
    is: z.int().optional(),
    max: z.int().optional(),
  }),
);
