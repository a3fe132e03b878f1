import type { Mischief } from "../house/platform.ts";
import type { Scenario, Trial } from "./scenario.ts";

const FOR_MS = 6_000;
/** Longer than the adapter's patience, and what came late was taken. */
const LATE_MS = 10_000;

const PASSING: readonly Mischief[] = [
  { kind: "late", ms: LATE_MS },
  { kind: "accept_reset" },
  { kind: "http_500" },
  { kind: "page" },
  { kind: "drip", ms: 500 },
  { kind: "hang_up" },
  { kind: "revoke" },
  { kind: "errcode", code: -1 },
];
/** Each stops the account's sends for a while, in the memory of each node. */
const STOPPING: readonly Mischief[] = [
  { kind: "errcode", code: 40_001 },
  { kind: "errcode", code: 45_009 },
  { kind: "secret" },
];
/** One at the start of each process, one forced by each storm; the nodes share what they have. */
const TOKENS_MAX = 8;

export const badPlatform: Scenario = {
  key: "F13",
  title:
    "the platform answers late, by drops, not at all, hangs up, with 500, with a page, -1, 40001, 45009; token and secret are void",
  nodes: 2,
  async run(trial) {
    for (const mischief of PASSING) await misbehave(trial, mischief);
    for (const mischief of STOPPING) {
      await misbehave(trial, mischief);
      await Promise.all(trial.house.places.map(({ node }) => node.stop()));
      await Promise.all(trial.house.places.map(({ node }) => node.start()));
    }
    const tokens = trial.house.platform.tokens();
    trial.note(`${tokens} tokens asked for`);
    return tokens > TOKENS_MAX ? [`${tokens} tokens were asked for, at most ${TOKENS_MAX} are needed`] : [];
  },
};

async function misbehave({ house, goOn, recovered, say }: Trial, mischief: Mischief): Promise<void> {
  say(mischief.kind === "errcode" ? `errcode ${mischief.code}` : mischief.kind);
  house.platform.misbehave(mischief);
  await goOn(FOR_MS);
  house.platform.misbehave(undefined);
  await recovered(house.places, Date.now());
}
