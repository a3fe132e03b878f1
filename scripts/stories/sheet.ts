import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { parse } from "yaml";
import { z } from "zod";

const LINE_CHARS_MAX = 600;
const STEPS_MAX = 60;

const Line = z.string().min(1).max(LINE_CHARS_MAX);
/** A regular expression over one text. */
const Pattern = z.string().min(1).refine(isPattern, "is no regular expression");

/** What must be seen by then: of a fan in private. All that is named has to hold; what is not named does not matter. */
const Seen = z.strictObject({
  /** So many messages of the account have reached her since the last look: no more, no fewer. */
  answers: z.int().min(0).max(5).optional(),
  /** Each is found in one of them. */
  says: z.array(Pattern).optional(),
  /** The newest step of her contact of that code has these. */
  event: z
    .strictObject({
      code: z.string(),
      rule: z.string().optional(),
      entry: z.string().optional(),
      reason: z.string().optional(),
    })
    .optional(),
  lane: z.enum(["risk", "complaint", "purchase", "service", "praise"]).optional(),
  state: z.enum(["bot", "queued", "offered", "active", "left_message"]).optional(),
  queue: z.string().optional(),
  /** She was promised an answer by a time. */
  promised: z.literal(true).optional(),
  /** Whoever serves her reads this in her thread, so nobody has to ask for it; `picture`: sees it. */
  agentReads: z.array(Line).optional(),
});

/** The same of a post, by the name that the story gives it. */
const SeenInPublic = z.strictObject({
  post: z.string(),
  is: z.string().optional(),
  risk: z.int().min(0).max(3).optional(),
  state: z.enum(["waiting", "answered", "dismissed", "counted"]).optional(),
  /** It is due so many minutes after it was written. */
  dueMinutes: z.int().optional(),
  /** What a public answer needs before it leaves. */
  needs: z.array(z.string()).optional(),
});

const Step = z.union([
  z.strictObject({ fan: Line }),
  z.strictObject({ picture: z.literal(true) }),
  z.strictObject({ seen: Seen }),
  /** Whoever has her says it. */
  z.strictObject({ agent: Line }),
  /** Somebody writes it in public. By a listening vendor's file where the door cannot give her so many followers. */
  z.strictObject({ post: Line, as: z.string(), followers: z.int().optional() }),
  z.strictObject({ comment: Line, on: z.string() }),
  z.strictObject({ repost: z.string(), of: z.string() }),
  z.strictObject({ publicly: Line, on: z.string() }),
  z.strictObject({ seenInPublic: SeenInPublic }),
]);

const Part = z.strictObject({
  /** Her name; the same name in another story is the same fan. */
  fan: z.string().min(1).max(20),
  account: z.enum(["yuhe", "yuhe-weibo"]).default("yuhe"),
  steps: z.array(Step).min(1).max(STEPS_MAX),
});

const StorySheet = z.strictObject({
  number: z.int().min(1).max(12),
  title: Line,
  /** At night nobody is signed in. */
  when: z.enum(["night", "day"]),
  /** One after the other. */
  parts: z.array(Part).min(1),
  /** No text of ours may match one of these, to whomever it goes. */
  forbidden: z.array(Pattern),
  /** What the story asks for and the product cannot do yet. */
  skipped: z.array(Line).default([]),
});

export type Story = z.infer<typeof StorySheet>;
export type Part = z.infer<typeof Part>;
export type Step = z.infer<typeof Step>;
export type Seen = z.infer<typeof Seen>;
export type SeenInPublic = z.infer<typeof SeenInPublic>;

/** All stories of a folder, by number. Throws one error that says what is wrong where. */
export async function loadTwelve(folder: string): Promise<readonly Story[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith(".yaml"));
  const stories = await Promise.all(
    names.map(async (name) => {
      const read = StorySheet.safeParse(parse(await readFile(join(folder, name), "utf8")));
      if (read.success) return read.data;
      throw new Error(`${name}: ${z.prettifyError(read.error)}`);
    }),
  );
  return stories.toSorted((one, other) => one.number - other.number);
}

function isPattern(text: string): boolean {
  try {
    return new RegExp(text, "u").test("") || true;
  } catch {
    return false;
  }
}
