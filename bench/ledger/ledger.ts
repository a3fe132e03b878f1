import { DAY } from "../../src/core/kernel/instant.ts";
import { seeded } from "../../src/core/kernel/seeded.ts";
import { type History, play } from "./play.ts";
import { openRig } from "./rig.ts";
import { BREAKS, broken, RULES } from "./rules.ts";
import { drawSchedule } from "./schedule.ts";
import { tallyOf } from "./tally.ts";

export type LedgerOptions = {
  readonly schedules: number;
  readonly seed: number;
  readonly break?: string;
};

export const ledgerUsage = `npm run bench -- ledger [options]
  --schedules 10000   conversations by chance
  --seed 1            the first; each has the next number
  --break RULE        alters one rule of ours, to see that it is found: ${BREAKS.join(", ")}`;

/** Rules change with the date; these conversations begin under the newest. */
const BEGIN = Date.parse("2026-11-01T00:00:00+08:00");
/** A new platform after so many: it remembers every fan. */
const SCHEDULES_PER_RIG = 250;
/** Accounts in turn: one whose calls never run out, so that places show, and one whose calls soon do. */
const SENDS_MAX = [100_000, 8] as const;

/** `npm run bench -- ledger`: exit code 1 where the ledger and the platform disagree. */
export async function ledger(args: readonly string[]): Promise<number> {
  const options = parse(args);
  const shows = process.stderr.isTTY;
  const histories = await playAll(options, (done) => {
    if (shows) process.stderr.write(`\r${done} of ${options.schedules}`);
  });
  const tally = tallyOf(options.break === undefined ? RULES : broken(options.break), histories);
  const { sends, predicted, unpredicted, withheld } = tally;
  process.stderr.write(
    `${shows ? "\r" : ""}${options.schedules} conversations, ${sends} sends; refused by the platform: ` +
      `${predicted} predicted, ${unpredicted} unpredicted; withheld although it would have taken them: ${withheld}\n`,
  );
  process.stdout.write(`${JSON.stringify({ ...options, ...tally })}\n`);
  return unpredicted + withheld === 0 ? 0 : 1;
}

/** Conversations by chance, each played against an emulated platform. */
export async function playAll(
  { schedules, seed }: Pick<LedgerOptions, "schedules" | "seed">,
  onProgress: (done: number) => void,
): Promise<readonly History[]> {
  const histories: History[] = [];
  const perRig = Math.min(SCHEDULES_PER_RIG, Math.ceil(schedules / SENDS_MAX.length));
  for (let first = 0; first < schedules; first += perRig) {
    const sendsMax = SENDS_MAX[(first / perRig) % SENDS_MAX.length] ?? 0;
    const rig = await openRig(BEGIN, sendsMax);
    const last = Math.min(schedules, first + perRig);
    for (let n = first; n < last; n += 1) {
      histories.push(await play(rig, drawSchedule(seeded(seed + n), sendsMax)));
      rig.wait(DAY);
    }
    await rig.close();
    onProgress(last);
  }
  return histories;
}

function parse(args: readonly string[]): LedgerOptions {
  let options: LedgerOptions = { schedules: 10_000, seed: 1 };
  for (let n = 0; n < args.length; n += 2) {
    const [name, value = ""] = args.slice(n, n + 2);
    const rule = BREAKS.find((one) => one === value);
    if (name === "--break" && rule !== undefined) options = { ...options, break: rule };
    else if (name === "--schedules" && /^[1-9]\d{0,6}$/.test(value))
      options = { ...options, schedules: Number(value) };
    else if (name === "--seed" && /^\d{1,9}$/.test(value)) options = { ...options, seed: Number(value) };
    else throw new Error(`Not understood: ${name} ${value}\n${ledgerUsage}`);
  }
  return options;
}
