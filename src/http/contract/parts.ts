import { z } from "zod";

/** What several contracts are made of. */

export const id = z.uuid();
export const instant = z.iso.datetime();
export const language = z.enum(["zh-CN", "en"]);

/** PostgreSQL's integer holds no more: a larger one is nobody's, and would be an error there. */
export const INTEGER_MAX = 2_147_483_647;

/** How often it was written; sent back with a change, so that nobody overwrites what she has not seen. */
export const version = z.int().min(1).max(INTEGER_MAX);

/** A message's number in its conversation; 0 is before the first. */
export const seq = z.int().min(0).max(INTEGER_MAX);
/** The same in an address. */
export const seqInAddress = z.coerce.number().int().min(0).max(INTEGER_MAX);

/** Words of one line: trimmed, without signs that steer a terminal or a screen. */
export const line = (charactersMax: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(charactersMax)
    .regex(/^[^\p{Cc}\p{Zl}\p{Zp}\u202A-\u202E\u2066-\u2069]*$/u);

const PAGE_MAX = 200;

/** Of lists: so many, after the `next` of the page before. */
export const page = {
  limit: z.coerce.number().int().min(1).max(PAGE_MAX).default(50),
  after: z.string().min(1).max(200).optional(),
};

export const pageOf = <Item extends z.ZodType>(item: Item) =>
  z.object({ items: z.array(item), next: z.string().nullable() });

export const PathId = z.object({ id });

/** The body of every answer that is not a success. */
export const Failure = z.object({
  error: z.object({
    /** Stable; see `src/text/fault`. */
    code: z.string(),
    params: z.record(z.string(), z.union([z.string(), z.number()])),
    /** In the language of the request. */
    message: z.string(),
    /** To quote when something has to be looked up in the log. */
    requestId: z.string(),
  }),
});

/** Where another server is: no fragment, and no words to sign in by, which logs would hold. */
export const serverUrl = (charsMax: number) =>
  z
    .url({ protocol: /^https?$/ })
    .max(charsMax)
    .refine((given) => {
      // Asked of what is no address, too: every part of a schema sees it.
      if (!URL.canParse(given)) return false;
      const { username, password, hash } = new URL(given);
      return username === "" && password === "" && hash === "" && !given.includes("#");
    });
