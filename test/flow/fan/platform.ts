import type { Asked } from "../../../src/core/channel/capability/asked.ts";
import type { Label, Labels } from "../../../src/core/channel/fans/labels.ts";
import type { FanProfile, Profiles } from "../../../src/core/channel/fans/profiles.ts";

/** A platform that keeps fans and labels, as far as the loop can tell. */
export type KeptFans = {
  readonly profiles: Profiles;
  readonly labels: Labels;
  readonly fans: Map<string, FanProfile>;
  readonly blacklist: Set<string>;
  readonly kept: Label[];
  /** Everything that it was asked, in order. */
  readonly asked: string[];
  /** What it says instead, once; in the order in which it is asked. */
  readonly instead: Exclude<Asked<never>, { kind: "done" }>[];
};

export const fan = (externalId: string, more: Partial<FanProfile> = {}): FanProfile => ({
  externalId,
  follows: true,
  labels: [],
  ...more,
});

export function keptFans(known: readonly FanProfile[] = []): KeptFans {
  const fans = new Map(known.map((one) => [one.externalId, one]));
  const blacklist = new Set<string>();
  const kept: Label[] = [];
  const asked: string[] = [];
  const instead: KeptFans["instead"] = [];
  const unknown = { kind: "refused", code: "40003", whose: "fan" } as const;

  function answer<Value>(question: string, make: () => Asked<Value>): Promise<Asked<Value>> {
    asked.push(question);
    return Promise.resolve(instead.shift() ?? make());
  }
  const change = (question: string, id: string, next: (now: FanProfile) => FanProfile) =>
    answer<void>(question, () => {
      const now = fans.get(id);
      if (now === undefined) return unknown;
      fans.set(id, next(now));
      return { kind: "done", value: undefined };
    });

  return {
    fans,
    blacklist,
    kept,
    asked,
    instead,
    profiles: {
      batchMax: 100,
      read: (ids) =>
        answer(`read ${ids.join(" ")}`, () => {
          const found = ids.map((id) => fans.get(id));
          return found.every((one) => one !== undefined) ? { kind: "done", value: found } : unknown;
        }),
      remarkCharsMax: 29,
      setRemark: (id, remark) => change(`remark ${id} ${remark}`, id, (now) => ({ ...now, remark })),
      block: (id) =>
        answer(`block ${id}`, () => {
          blacklist.add(id);
          return { kind: "done", value: undefined };
        }),
      unblock: (id) =>
        answer(`unblock ${id}`, () => {
          blacklist.delete(id);
          return { kind: "done", value: undefined };
        }),
    },
    labels: {
      limits: { nameBytesMax: 30, perFanMax: 2, perAccountMax: 6 },
      list: () => answer("list", () => ({ kind: "done", value: [...kept] })),
      create: (name) =>
        answer(`create ${name}`, () => {
          if (kept.some((label) => label.name === name)) {
            return { kind: "refused", code: "45157", whose: "request" };
          }
          const label = { id: String(100 + kept.length), name };
          kept.push(label);
          return { kind: "done", value: label };
        }),
      give: (labelId, id) =>
        change(`give ${labelId} ${id}`, id, (now) => ({
          ...now,
          labels: [...new Set([...now.labels, labelId])],
        })),
      take: (labelId, id) =>
        change(`take ${labelId} ${id}`, id, (now) => ({
          ...now,
          labels: now.labels.filter((one) => one !== labelId),
        })),
    },
  };
}
