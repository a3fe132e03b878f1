import { setTimeout as pause } from "node:timers/promises";

import type { Scenario, Trial } from "./scenario.ts";

const HERD = 1_000;
const HERD_MS = 1_000;
/** Longer than a platform delivers: what is written meanwhile is lost there, and its fans are told. */
const OUTAGE_MS = 60_000;

export const herd: Scenario = {
  key: "F14",
  title: "a thousand fans write within a second; PostgreSQL comes back after a minute",
  nodes: 2,
  async run(trial) {
    const { load, random, prefix } = trial;
    const from = load.attempts.length;
    await Promise.all(
      Array.from({ length: HERD }, async (_, n) => {
        await pause(random.below(HERD_MS));
        await load.tell(`${prefix}herd_${n}`, 0, "几时发货");
      }),
    );
    const took = load.attempts
      .slice(from)
      .map(({ startedAt, endedAt }) => endedAt - startedAt)
      .toSorted((a, b) => a - b);
    trial.note(`p99 ${((took[Math.floor(0.99 * took.length)] ?? 0) / 1_000).toFixed(1)} s`);
    await trial.recovered(trial.house.places, Date.now());

    trial.say("PostgreSQL is away");
    await trial.house.postgres.die();
    await trial.goOn(OUTAGE_MS);
    await trial.house.postgres.rise();
    await trial.recovered(trial.house.places, Date.now());
    return [];
  },
};

/** Several fans, each of whom sends numbered messages one after the other, each delivered so often at once. */
async function numbered(
  { load, prefix, house }: Trial,
  { fans, messages, times }: { readonly fans: number; readonly messages: number; readonly times: number },
): Promise<readonly string[]> {
  const one = async (n: number): Promise<void> => {
    const fan = `${prefix}numbered_${n}`;
    for (let order = 0; order < messages; order += 1) {
      await load.tellAtOnce(fan, order, `第 ${order + 1} 条`, times);
    }
  };
  await Promise.all(Array.from({ length: fans }, (_, n) => one(n)));
  const whole = await house.look((rows) =>
    rows.query<{ fan: string }>(
      /* sql */ `
      SELECT i.external_id AS fan FROM identity i JOIN conversation c ON c.identity_id = i.id
        JOIN message m ON m.conversation_id = c.id AND m.author = 'fan'
      WHERE starts_with(i.external_id, $1) GROUP BY 1 HAVING count(*) = $2`,
      [`${prefix}numbered_`, messages],
    ),
  );
  return whole.length === fans
    ? []
    : [`only ${whole.length} of ${fans} threads hold all ${messages} messages`];
}

export const deliverThrice: Scenario = {
  key: "F15",
  title: "every message comes three times at once, over both nodes",
  nodes: 2,
  async run(trial) {
    const found = await numbered(trial, { fans: 30, messages: 8, times: 3 });
    await trial.recovered(trial.house.places, Date.now());
    return found;
  },
};

export const overBothNodes: Scenario = {
  key: "F16",
  title: "a fan's twenty messages in a row go over both nodes",
  nodes: 2,
  async run(trial) {
    const found = await numbered(trial, { fans: 5, messages: 20, times: 1 });
    await trial.recovered(trial.house.places, Date.now());
    return found;
  },
};
