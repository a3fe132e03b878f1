import type { ContactSpec } from "../../../src/core/assignment/live/contact.ts";
import type { SkillNeed } from "../../../src/core/assignment/live/skill.ts";
import { type Instant, MINUTE, SECOND } from "../../../src/core/kernel/instant.ts";
import type { Dice } from "./dice.ts";
import { CHANNELS, SKILLS } from "./floor.ts";
import type { House } from "./house.ts";
import { follow } from "./talk.ts";

const CUSTOMERS = 40;
const PAUSE_MS_MAX = 30 * SECOND;
const BURST_MAX = 15;

/** Fans come one by one, and now and then many in one moment. */
export function bringFans(house: House, at: Instant): void {
  const { dice, plan, world, openMax } = house;
  const pause = dice.isIn(0.02) ? dice.between(5, 20) * MINUTE : dice.between(0, PAUSE_MS_MAX);
  plan(at + pause, (now) => {
    if (house.isClosing) return undefined;
    bringFans(house, now);
    const many = dice.isIn(0.06) ? dice.between(2, BURST_MAX) : 1;
    for (let n = 0; n < many && world.contacts.size + n < openMax; n += 1)
      plan(now, (then) => come(house, then));
    return undefined;
  });
}

function come(house: House, at: Instant) {
  const { dice, queueIds } = house;
  house.came += 1;
  const contact = contactBy(dice, `c${house.came}`, queueIds, at);
  follow(house, contact.id, at);
  return { code: "enqueued", contact } as const;
}

function contactBy(dice: Dice, id: string, queueIds: readonly string[], at: Instant): ContactSpec {
  const channel = dice.pick(CHANNELS);
  return {
    id,
    queueId: dice.anyOf(queueIds) ?? "",
    channel,
    priority: dice.between(1, 9),
    boostMs: channel === "weibo" ? 5 * MINUTE : dice.isIn(0.1) ? 15 * MINUTE : 0,
    isVip: dice.isIn(0.08),
    isPublic: channel === "weibo" && dice.isIn(0.5),
    dueAt: dice.sometimes(0.4, () => at + dice.between(1, 15) * MINUTE),
    promisedAt: dice.sometimes(0.2, () => at + dice.between(-5, 15) * MINUTE),
    units: dice.isIn(0.85) ? 1 : dice.between(2, 3),
    customer: dice.isIn(0.5) ? `u${dice.between(1, CUSTOMERS)}` : id,
    skills: SKILLS.filter(() => dice.isIn(0.25)).map((skill) => needBy(dice, skill)),
    barred: dice.isIn(0.05) ? [`a${dice.between(1, 3)}`] : [],
  };
}

const needBy = (dice: Dice, skill: string): SkillNeed => ({
  skill,
  min: dice.between(1, 5),
  relax: dice.isIn(0.5)
    ? [
        { afterMs: 20 * SECOND, min: 1 },
        { afterMs: 90 * SECOND, min: undefined },
      ]
    : [],
});
