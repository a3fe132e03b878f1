import { cellsOf, type Deviation, type DeviationKind } from "../../core/preset/deviation.ts";
import { type Course, courseOf, type Played } from "../../core/preset/forecast/course.ts";
import { play } from "../../core/preset/forecast/play.ts";
import { besideForecast, floorUnder, playable } from "../../core/preset/forecast/under.ts";
import { policyInForce } from "../../core/preset/in-force.ts";
import { readQueuePolicy } from "../../core/queue/policy.ts";
import type { Query } from "../action.ts";
import type { Stores } from "../ports.ts";
import { refuseImpossible, type Store as RuleStore } from "./rules.ts";

type Store = RuleStore & Pick<Stores, "floor" | "setting">;

export type Preview = {
  readonly before: Course;
  readonly after: Course;
  /** What of it the engine has no part in, so that no forecast shows it. */
  readonly beside: readonly DeviationKind[];
};

/**
 * 预演: the next hour from the floor as it is, at the pace of the last, without these and with them.
 * @throws Fault those of `refuseImpossible`
 */
export const previewPreset: Query<{ readonly deviations: readonly Deviation[] }, Preview, Store> = {
  permission: "floor.read",
  async ask({ store, at }, { deviations }) {
    await refuseImpossible(store, await store.queue.list("all"), deviations);
    const now = (await store.preset.runs()).flatMap((run) => (run.state === "running" ? run.deviations : []));
    const dueMs = (await store.setting.read())["social.firstAnswerMs"];
    const paces = await store.preset.paces(at);
    const usual = await store.queue.list("all");
    const alarmsUnder = (layers: readonly Deviation[]) =>
      new Map(
        usual.map(({ id, policy }) => [
          id,
          readQueuePolicy(policyInForce(policy, id, layers.flatMap(cellsOf))),
        ]),
      );
    const before: Played[] = [];
    const after: Played[] = [];
    for (const queueId of await oneOfEachGroup(store)) {
      const around = await store.floor.of(queueId, at);
      if (around === undefined) continue;
      const floor = playable(around.floor);
      const own = paces.filter((pace) => floor.queues.some(({ id }) => id === pace.queueId));
      const playing = { paces: own, dueMs, at };
      before.push(await calmly(play({ ...playing, floor, alarms: alarmsUnder(now) })));
      const under = {
        floor: floorUnder(floor, now, deviations),
        alarms: alarmsUnder([...now, ...deviations]),
      };
      after.push(await calmly(play({ ...playing, ...under })));
    }
    return { before: courseOf(before), after: courseOf(after), beside: besideForecast(deviations) };
  },
};

async function oneOfEachGroup(store: Pick<Stores, "queue">): Promise<readonly string[]> {
  const queues = (await store.queue.list("all")).filter(({ state }) => state === "active");
  return [...new Map(queues.map(({ groupId, id }) => [groupId, id])).values()];
}

/** Whoever else has something to do in this process does it between two minutes. */
async function calmly<Result>(playing: Generator<void, Result>): Promise<Result> {
  for (;;) {
    const { done, value } = playing.next();
    if (done === true) return value;
    await new Promise((resolve) => setImmediate(resolve));
  }
}
