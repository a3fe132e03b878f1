import { describe, expect, it } from "@jest/globals";

import { MINUTE } from "../../../src/core/kernel/instant.ts";
import type { SocialItem } from "../../../src/core/social/item.ts";
import { attainmentOf } from "../../../src/core/social/promise.ts";
import { answered, joined, type SocialThread, threadMidOf } from "../../../src/core/social/thread.ts";
import type { Triage } from "../../../src/core/social/triage/class.ts";

const T = Date.UTC(2026, 10, 26, 6);
const promises = { firstMs: 15 * MINUTE, nextMs: 60 * MINUTE };
const item = (mid: string, kind: SocialItem["kind"], postedAt = T): SocialItem => ({
  kind,
  mid,
  rootMid: "1",
  postMid: mid,
  author: { id: "9", name: "" },
  text: "",
  postedAt,
});
const triage = (is: Triage["is"], risk: Triage["risk"] = 0): Triage => ({ is, risk, reasons: [] });
const complaint = { item: item("1", "mention"), triage: triage("complaint", 1), at: T + 5 * MINUTE };
const first = (): SocialThread => joined(undefined, complaint, promises);

describe("a thread of a root post", () => {
  it("is due from the post, not from when we saw it", () => {
    expect(first()).toMatchObject({ state: "waiting", dueAt: T + 15 * MINUTE, detectedAt: T + 5 * MINUTE });
  });

  it("keeps one due time however often it is reposted, and counts the spread", () => {
    let thread = first();
    for (let n = 0; n < 300; n += 1) {
      thread = joined(thread, { item: item(`${n + 2}`, "repost"), triage: triage("copy"), at: T }, promises);
    }
    expect(thread).toMatchObject({ state: "waiting", dueAt: T + 15 * MINUTE, spread: 300 });
  });

  it("does not wait where triage says that nobody has to answer, until somebody asks in it", () => {
    const counted = joined(undefined, { ...complaint, triage: triage("praise") }, promises);
    expect(counted.state).toBe("counted");
    const asked = { item: item("2", "comment", T + MINUTE), triage: triage("request"), at: T + 2 * MINUTE };
    expect(joined(counted, asked, promises)).toMatchObject({
      state: "waiting",
      askedMid: "2",
      dueAt: T + 16 * MINUTE,
    });
  });

  it.each([
    ["a person's word that the platform took", "person", "accepted", "answered"],
    ["a machine's", "machine", "accepted", "waiting"],
    ["one of which nobody knows", "person", "unknown", "waiting"],
    ["one that was refused: the post is gone", "person", "rejected", "waiting"],
  ] as const)("%s leaves it %4$s", (_, by, outcome, state) => {
    expect(answered(first(), { by, outcome, at: T }).state).toBe(state);
  });

  it("starts the next clock when somebody asks again", () => {
    const done = answered(first(), { by: "person", outcome: "accepted", at: T + 9 * MINUTE });
    const again = {
      item: item("3", "comment", T + 19 * MINUTE),
      triage: triage("request"),
      at: T + 20 * MINUTE,
    };
    expect(joined(done, again, promises)).toMatchObject({
      state: "waiting",
      clock: "next",
      dueAt: T + 80 * MINUTE,
      answeredAt: T + 9 * MINUTE,
    });
    expect(joined(done, { ...again, triage: triage("praise") }, promises).state).toBe("answered");
  });

  it("makes what hangs on our own post each a matter of its own", () => {
    expect(threadMidOf(item("5", "repost"), true)).toBe("5");
    expect(threadMidOf({ ...item("6", "comment"), parentMid: "4" }, true)).toBe("4");
    expect(threadMidOf(item("5", "repost"), false)).toBe("1");
  });
});

describe("a promise", () => {
  it.each([
    ["is open while there is time", 0, undefined, 14, "open"],
    ["is kept by an answer in time", 0, 10, 20, "kept"],
    ["was found late where the answer came within its time since it was seen", 12, 20, 30, "found_late"],
    ["was found late after the time was over", 40, 50, 60, "found_late"],
    ["was answered late where she had all the time", 1, 17, 30, "answered_late"],
    ["is lost while nobody answers", 1, undefined, 30, "answered_late"],
    ["is the channel's while whoever has it still has her time", 14, undefined, 20, "found_late"],
  ] as const)("%s", (_, detected, answeredAfter, now, expected) => {
    const kept = {
      postedAt: T,
      detectedAt: T + detected * MINUTE,
      answeredAt: answeredAfter === undefined ? undefined : T + answeredAfter * MINUTE,
    };
    expect(attainmentOf(kept, promises.firstMs, T + now * MINUTE)).toBe(expected);
  });
});
