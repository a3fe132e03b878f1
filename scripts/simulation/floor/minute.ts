import { randomFillSync } from "node:crypto";
import { setTimeout as delay } from "node:timers/promises";

import { createIds } from "../../../src/core/kernel/id.ts";
import { SECOND } from "../../../src/core/kernel/instant.ts";
import { secretNames } from "../../../src/serve/secret/names.ts";
import { openPool } from "../../../src/store/action/pool.ts";
import { createPerform } from "../../../src/store/action/run.ts";
import { keyOf } from "../../../src/store/secret/seal.ts";
import { createVault } from "../../../src/store/secret/vault.ts";
import { openBusOf } from "../../../bench/floor/wire.ts";
import { createDeeds } from "../../scenarios/floor/deeds.ts";
import { createDice } from "../day/dice.ts";
import { type Nodes, startNodes } from "./nodes.ts";
import { createPeople, type People } from "./people.ts";
import { connect, openSite, withPostgres } from "./place.ts";
import { brokenInHistory, brokenNow, countContacts, openContacts } from "./promises.ts";

const OPEN_MS = 25 * SECOND;
const LOOK_MS = 400;
/** A lease of 5 s, offers and wrap-ups of 2 or 3, and a queue that passes on after 4: then all must be over. */
const ENDING_MS_MAX = 45 * SECOND;

export type Minute = {
  readonly contacts: number;
  readonly seated: number;
  readonly kills: number;
  readonly looks: number;
  /** In words, each once. */
  readonly broken: readonly string[];
};

/**
 * Half a minute on the real floor: PostgreSQL, two processes that seat, one of which is killed while fans come, agents
 * by their real acts. Looks at the promises all the while, then at the whole history. The same seed makes the same
 * choices, not the same moments.
 */
export const runMinute = (seed: number, say: (words: string) => void): Promise<Minute> =>
  withPostgres(async (url) => {
    const stage = await openSite(url);
    const looking = await connect(url);
    const bus = openBusOf(url);
    const pool = openPool(url, "act");
    const key = keyOf(Buffer.alloc(32));
    const perform = createPerform({
      pool,
      clock: Date.now,
      ids: createIds(Date.now, (bytes) => randomFillSync(bytes)),
      secret: () => "",
      vault: createVault({ newest: () => key, of: () => key }, secretNames),
      wake: (topic, about) => bus.publish(topic as Parameters<typeof bus.publish>[0], about),
    });
    const dice = createDice(seed);
    const nodes = startNodes(url);
    const deeds = {
      fans: createDeeds(stage, perform, () => undefined),
      agents: createDeeds(stage, perform, () => undefined, pool),
    };
    const people = createPeople({ stage, looking: pool, deeds, dice });
    try {
      return await watch({ nodes, people, looking, killAt: dice.between(5, 15) * SECOND, say });
    } finally {
      people.stop();
      await nodes.close();
      await Promise.all([pool.end(), bus.close(), stage.client.end(), looking.end()]);
    }
  });

type Watched = {
  readonly nodes: Nodes;
  readonly people: People;
  readonly looking: Awaited<ReturnType<typeof connect>>;
  readonly killAt: number;
  readonly say: (words: string) => void;
};

async function watch({ nodes, people, looking, killAt, say }: Watched): Promise<Minute> {
  const broken = new Set<string>();
  const began = performance.now();
  const passed = (): number => performance.now() - began;
  const living = people.live();
  living.catch(() => undefined);
  let looks = 0;
  async function look(): Promise<void> {
    for (const one of await brokenNow(looking)) broken.add(one);
    looks += 1;
    say(
      `${Math.round(passed() / SECOND)} s, ${people.came()} fans, ${nodes.seated()} seated, ${nodes.kills()} killed`,
    );
    await delay(LOOK_MS);
  }
  while (passed() < OPEN_MS) {
    if (nodes.kills() === 0 && passed() > killAt) nodes.killHolder();
    await look();
  }
  people.close();
  let open = await openContacts(looking);
  while (open.length > 0 && passed() < OPEN_MS + ENDING_MS_MAX) {
    await look();
    open = await openContacts(looking);
  }
  people.stop();
  await living;
  for (const place of open) broken.add(`${place}, never ends`);
  for (const one of await brokenInHistory(looking)) broken.add(one);
  const contacts = await countContacts(looking);
  if (contacts !== people.came()) broken.add(`${people.came()} came, and ${contacts} are there`);
  if (nodes.miscounted() > 0) broken.add(`${nodes.miscounted()} sessions were miscounted`);
  return { contacts, seated: nodes.seated(), kills: nodes.kills(), looks, broken: [...broken] };
}
