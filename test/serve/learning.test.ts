import { describe, expect, it } from "@jest/globals";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { pino } from "pino";
import { buildMatcher, match } from "../../src/core/answer/matcher.ts";
import type { Entry } from "../../src/core/knowledge/entry.ts";
import type * as Built from "../../src/serve/learning/learning.ts";
import { root } from "../ground/lint.ts";

/** As it runs: a thread is started from what was built. */
const built = pathToFileURL(join(root, "dist/src/serve/learning/learning.js")).href;
const { createLearning } = (await import(built)) as typeof Built;

const entries: readonly Entry[] = Array.from({ length: 40 }, (_, n) => ({
  id: `e${n}`,
  version: 1,
  key: `e${n}`,
  title: `第${n}号商品什么时候发货`,
  phrasings: [`${n}号几天能到`, `${n}号还有货吗`, `想退${n}号`],
  answer: { kind: "text", text: `${n}` },
}));

function openLearning() {
  const learned: string[] = [];
  const log = pino(
    {},
    { write: (line) => void learned.push((JSON.parse(line) as { knowledge: string }).knowledge) },
  );
  return { learning: createLearning(log), learned };
}

describe("learning", () => {
  it("lets the loop turn meanwhile, and finds what is found without a thread", async () => {
    const { learning } = openLearning();
    let turns = 0;
    const turning = setInterval(() => (turns += 1), 1);
    const matcher = await learning("account", entries);
    clearInterval(turning);
    expect(turns).toBeGreaterThan(5);
    for (const text of ["7号什么时候发货", "想退12号", "30hao"])
      expect(match(matcher, text)).toEqual(match(buildMatcher(entries), text));
  });

  it("learns anew only where a phrasing has changed; the version is that of the phrasings, on any node", async () => {
    const [one, other] = [openLearning(), openLearning()];
    await one.learning("account", entries);
    const answers = entries.map((entry) => ({
      ...entry,
      version: 2,
      answer: { kind: "text", text: "!" } as const,
    }));
    const matcher = await one.learning("account", answers);
    expect(match(matcher, "想退12号")[0]?.entry).toMatchObject({ id: "e12", version: 2 });
    expect(one.learned).toHaveLength(1);
    await other.learning("account", entries.toReversed());
    expect(other.learned).toEqual(one.learned);
    await one.learning("account", entries.slice(1));
    expect(new Set(one.learned).size).toBe(2);
  });

  it("learns once what several accounts have, each of which answers by entries of its own", async () => {
    const { learning, learned } = openLearning();
    const others = entries.map((entry) => ({ ...entry, id: `other ${entry.id}` }));
    const [one, other] = await Promise.all([learning("one", entries), learning("other", others)]);
    expect(learned).toHaveLength(1);
    expect(match(one, "想退12号")[0]?.entry.id).toBe("e12");
    expect(match(other, "想退12号")[0]?.entry.id).toBe("other e12");
  });
});
