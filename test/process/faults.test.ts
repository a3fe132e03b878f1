import { expect, it } from "@jest/globals";

import type { Scenario } from "../../scripts/faults/nemesis/scenario.ts";
import { runScenario } from "../../scripts/faults/run.ts";
import type { Rows } from "../../scripts/faults/witness/rows.ts";
import { passTime } from "./prepare.ts";

const seed = Number(process.env["FAULTS_SEED"] ?? Date.now() % 1_000_000);

/** The rest is `npm run faults`: this tells that the house stands, and that the witnesses see. */
const smoke: Scenario = {
  key: "smoke",
  title: "a node is killed once, and its PostgreSQL dies once",
  nodes: 1,
  async run({ house, goOn, recovered }) {
    const [place] = house.places;
    await goOn(500);
    const killedAt = Date.now();
    await place.node.kill();
    await place.node.start();
    await recovered([place], killedAt);
    await house.postgres.die();
    await house.postgres.rise();
    await recovered([place], Date.now());
    return [];
  },
};

/** As if the time had passed that is left to what a dead process holds, and to a platform that delivers again. */
async function hurry(rows: Rows): Promise<void> {
  await passTime(rows, "lanes");
  await passTime(rows, "leases");
  await rows.query("UPDATE outbox SET passive_until = now() - interval '1 minute' WHERE state = 'queued'");
}

it("keeps every promise, under load, while its node is killed and its database dies", async () => {
  const report = await runScenario(smoke, { seed, kills: 1, say: () => undefined, hurry });
  if (typeof report === "string") throw new Error(report);
  const { violations, messages, answers, faults, recoveryMs } = report;
  expect({ seed, violations }).toEqual({ seed, violations: [] });
  expect({ faults, recovered: recoveryMs.length }).toEqual({ faults: 2, recovered: 2 });
  expect(messages).toBeGreaterThan(20);
  expect(answers).toBeGreaterThan(10);
  // Longer than the house waits for quiet: it then names what is left lying.
}, 400_000);
