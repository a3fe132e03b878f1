import { randomUUID } from "node:crypto";

import { describe, expect, it } from "@jest/globals";

import { MINUTE } from "../../../../src/core/kernel/instant.ts";
import { FATES, fateOf, LIMITS_MINUTES, limitMs } from "../../../../src/core/social/report/attained.ts";
import { createRandom } from "../../../support/random.ts";
import {
  account,
  agent,
  asked,
  code,
  colleague,
  nextMid,
  say,
  send,
  supervisor,
  tables,
  whole,
} from "./floor.ts";

type Day = {
  readonly from: string;
  readonly mentions: number;
  readonly counted: number;
  readonly dismissed: number;
  readonly asked: number;
  readonly lagWorstMs: number | null;
  readonly limits: readonly Record<string, number>[];
};
const attained = async (from: string, until: string): Promise<readonly Day[]> => {
  const answer = await supervisor("GET", `/social/attained?from=${from}&until=${until}&account=${account}`);
  return (answer.body as { days: Day[] }).days;
};

/** A thread as it lies there. */
async function thread(
  state: string,
  { postedAt, detectedAt, answeredAt }: { postedAt: number; detectedAt: number; answeredAt?: number },
): Promise<void> {
  const mid = nextMid();
  await tables.rows(
    `INSERT INTO social_thread (id, account_id, root_mid, state, class, risk, asked_mid, posted_at, detected_at, clock, due_at,
      first_posted_at, first_detected_at, answered_at, dismissal)
     VALUES ($1, $2, $3, $4, 'request', 0, $3, $5, $6, 'first', $5, $5, $6, $7, $8)`,
    [
      randomUUID(),
      account,
      mid,
      state,
      new Date(postedAt),
      new Date(detectedAt),
      answeredAt === undefined ? null : new Date(answeredAt),
      state === "dismissed" ? "chat" : null,
    ],
  );
}

describe("how much of what was asked was answered in time", () => {
  it("is told by day of the house, with what no rule could keep, and what needed no answer apart", async () => {
    const posted = Date.parse("2026-03-02T23:59:00+08:00");
    const at = (minutes: number): number => posted + minutes * MINUTE;
    await thread("answered", { postedAt: posted, detectedAt: at(2), answeredAt: at(15) });
    await thread("answered", { postedAt: posted, detectedAt: at(2), answeredAt: at(40) });
    await thread("answered", { postedAt: posted, detectedAt: at(38), answeredAt: at(39) });
    await thread("waiting", { postedAt: posted, detectedAt: at(90) });
    await thread("dismissed", { postedAt: posted, detectedAt: at(2) });
    await thread("counted", { postedAt: posted, detectedAt: at(2) });
    await thread("answered", { postedAt: at(1), detectedAt: at(2), answeredAt: at(3) });
    const days = await attained("2026-03-01T16:00:00.000Z", "2026-03-03T16:00:00.000Z");
    expect(days.map(({ from, asked: of }) => [from, of])).toEqual([
      ["2026-03-02T16:00:00.000Z", 1],
      ["2026-03-01T16:00:00.000Z", 4],
    ]);
    expect(days[1]).toMatchObject({ mentions: 6, counted: 1, dismissed: 1, lagWorstMs: 90 * MINUTE });
    expect(days[1]?.limits).toEqual([
      { minutes: 15, within: 1, late: 1, unreachable: 2, open: 0 },
      { minutes: 30, within: 1, late: 1, unreachable: 2, open: 0 },
      { minutes: 60, within: 3, late: 0, unreachable: 1, open: 0 },
    ]);
  });

  it("is what the rule says of each, whatever the moments", async () => {
    const random = createRandom(20_261_126);
    const now = Date.now();
    const all = Array.from({ length: 60 }, () => {
      const postedAt = now - random.below(90) * MINUTE;
      const detectedAt = postedAt + random.below(70) * MINUTE;
      const isAnswered = random.below(2) === 0;
      return {
        postedAt,
        detectedAt,
        ...(isAnswered && { answeredAt: postedAt + random.below(70) * MINUTE }),
      };
    });
    for (const one of all) await thread("answeredAt" in one ? "answered" : "waiting", one);
    const days = await attained(new Date(now - 200 * MINUTE).toISOString(), new Date(now + 1).toISOString());
    for (const [n, minutes] of LIMITS_MINUTES.entries()) {
      for (const fate of FATES) {
        const told = days.reduce((sum, { limits }) => sum + (limits[n]?.[fate] ?? 0), 0);
        const counted = all.filter((one) => fateOf(one, limitMs(minutes), Date.now()) === fate).length;
        expect({ minutes, fate, told }).toEqual({ minutes, fate, told: counted });
      }
    }
  });

  it("is no agent's to read, nor of more than three months", async () => {
    const path = "/social/attained?from=2026-01-01T00:00:00.000Z&until=2026-12-01T00:00:00.000Z";
    expect(code(await agent("GET", path))).toBe("forbidden");
    expect(code(await supervisor("GET", path))).toBe("social_report_too_long");
  });
});

type Item = {
  readonly subject: string;
  readonly id: string;
  readonly mark: string | null;
  readonly said: string | null;
};
type Sample = { readonly agents: readonly { readonly of: number; readonly items: readonly Item[] }[] };

/** Today, by the house's clock. */
const today = (): string => new Date(Date.now() + 8 * 60 * MINUTE).toISOString().slice(0, 10);
const sample = async (): Promise<Sample> =>
  (await supervisor("GET", `/social/sample?day=${today()}`)).body as Sample;
const found = async (id: string): Promise<Item | undefined> =>
  (await sample()).agents.flatMap(({ items }) => items).find((one) => one.id === id);

describe("the sample of a day", () => {
  it("has what agents said and dismissed, is marked by a supervisor, and keeps the mark of what is taken back", async () => {
    // What earlier tests did is no part of it.
    await tables.rows("UPDATE social_answer SET at = at - interval '2 days'");
    await tables.rows("UPDATE social_thread SET dismissed_at = dismissed_at - interval '2 days'");
    const [one, other] = [await asked(), await asked("@小炉家电 帮我看看这个行不行")];
    await say(one.id, one.mid, "您好，七天内都可以退的。", {}, colleague);
    await send();
    await agent("POST", "/social/threads/dismiss", { ids: [other.id], reason: "chat" });
    const said = (await whole(one.id)).answers[0]?.id ?? "";

    expect(code(await agent("GET", `/social/sample?day=${today()}`))).toBe("forbidden");
    expect((await sample()).agents.map(({ of }) => of)).toEqual([1, 1]);
    expect(await found(said)).toMatchObject({
      subject: "answer",
      said: "您好，七天内都可以退的。",
      mark: null,
    });

    const mark = (subject: string, id: string, given: string) =>
      supervisor("PUT", `/social/sample/${subject}/${id}`, { mark: given });
    expect((await mark("answer", said, "facts")).status).toBe(204);
    expect((await mark("answer", said, "tone")).status).toBe(204);
    expect(code(await mark("answer", said, "needed"))).toBe("social_mark_unfit");
    expect(code(await mark("answer", randomUUID(), "good"))).toBe("social_answer_gone");
    expect((await mark("dismissal", other.id, "needed")).status).toBe(204);
    expect(await found(said)).toMatchObject({ mark: "tone" });

    await agent("POST", "/social/threads/restore", { ids: [other.id] });
    expect(await found(other.id)).toMatchObject({ subject: "dismissal", mark: "needed", dismissal: null });
    expect(
      await tables.rows("SELECT data FROM audit WHERE action = 'social.marked' AND subject_id = $1", [
        other.id,
      ]),
    ).toEqual([{ data: { mark: "needed" } }]);
  });

  it("is one for everybody, whoever of many it is drawn from", async () => {
    const line = await asked();
    await tables.rows("DELETE FROM social_mark");
    await tables.rows("UPDATE social_answer SET at = at - interval '2 days'");
    const staff = await tables.value<string>("SELECT id FROM staff LIMIT 1");
    for (let n = 0; n < 60; n += 1) {
      await tables.rows(
        `INSERT INTO social_answer (id, account_id, thread_id, item_mid, post_mid, text, text_digest, state, staff_id, risk, due_at, at)
         VALUES ($1, $2, $3, $4, $4, '您好', '', 'accepted', $5, 0, now(), now())`,
        [randomUUID(), account, line.id, line.mid, staff],
      );
    }
    const drawn = async () => (await sample()).agents.flatMap(({ items }) => items.map(({ id }) => id));
    const first = await drawn();
    expect(first).toHaveLength(3);
    expect(await drawn()).toEqual(first);
  });
});
