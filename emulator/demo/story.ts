import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { parse } from "yaml";
import { z } from "zod";

const LINE_CHARS_MAX = 600;
const PAUSE_SECONDS_MAX = 120;
const STEPS_MAX = 60;

const Line = z.string().min(1).max(LINE_CHARS_MAX);
/** Seconds before the step, by the clock; the player lets them vary a little. */
const Pause = z.number().min(0).max(PAUSE_SECONDS_MAX);

const Step = z.union([
  z.strictObject({ fan: Line, pause: Pause }),
  z.strictObject({ picture: z.string(), pause: Pause }),
  /** `{agent}` stands for whoever has the contact. Left out where a person of flesh has it. */
  z.strictObject({ agent: Line, pause: Pause }),
  z.strictObject({ note: Line, pause: Pause }),
]);

const StorySheet = z.strictObject({
  key: z.string(),
  /** The fan's nickname; a second one of the same story gets a number. */
  fan: z.string().min(1).max(20),
  steps: z.array(Step).min(1).max(STEPS_MAX),
  wrapUp: z.strictObject({
    reason: z.string(),
    outcome: z.enum(["solved", "unsolved", "sold", "saved", "refunded", "lost"]),
    note: Line,
    next: Line.optional(),
  }),
});

/** What a fan and her agent say to each other, as a sheet that people can edit. */
export type Story = z.infer<typeof StorySheet>;
export type StoryStep = Story["steps"][number];

/** All stories of a folder, by the names of their files. Throws one error that says what is wrong where. */
export async function loadStories(folder: string): Promise<readonly Story[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith(".yaml")).toSorted();
  return Promise.all(
    names.map(async (name) => {
      const read = StorySheet.safeParse(parse(await readFile(join(folder, name), "utf8")));
      if (read.success) return read.data;
      const wrong = read.error.issues.map(({ path, message }) => `${path.join(".")}: ${message}`);
      throw new Error(`${name}: ${wrong.join("; ")}`);
    }),
  );
}
