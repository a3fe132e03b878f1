import { describe, expect, it } from "@jest/globals";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { listSets, readSet } from "../../bench/answers/question-set.ts";
import { tally } from "../../bench/answers/tally.ts";

const answered = (intent: string, first: string, confidence: number) => ({
  intent,
  top: [first, "other", "third"],
  confidence,
});

describe("the tally of answers", () => {
  it("counts the first and the first three among the questions that have an entry", () => {
    const result = tally([
      answered("a", "a", 0.9),
      answered("third", "a", 0.8),
      answered("b", "a", 0.7),
      answered("__oos__", "a", 0.1),
    ]);
    expect(result.top1).toBeCloseTo(1 / 3);
    expect(result.top3).toBeCloseTo(2 / 3);
  });

  it("gives the area 1 where every owned question is above, 0.5 where nothing tells them apart", () => {
    const area = (...confidences: readonly [number, number]) =>
      tally([answered("a", "a", confidences[0]), answered("__oos__", "a", confidences[1])]).auroc;
    expect([area(0.9, 0.1), area(0.1, 0.9), area(0.5, 0.5)]).toEqual([1, 0, 0.5]);
    expect(tally([answered("a", "a", 1)]).auroc).toBeNull();
  });

  it("covers as many of the surest as leave 95 % right, and never cuts between equals", () => {
    const right = Array.from({ length: 19 }, () => answered("a", "a", 0.9));
    expect(tally([...right, answered("__oos__", "a", 0.8), answered("b", "a", 0.7)]).coverage95).toBeCloseTo(
      20 / 21,
    );
    expect(tally([answered("a", "a", 0.9), answered("b", "a", 0.9)]).coverage95).toBe(0);
  });

  it("says how many sure answers there were, and how many of them were right", () => {
    const result = tally([answered("a", "a", 0.95), answered("b", "a", 0.99), answered("c", "c", 0.94)]);
    expect(result).toMatchObject({ sure: 2 / 3, surePrecision: 0.5 });
  });
});

describe("a set of questions", () => {
  it("is read with its twin of disturbed ones; where nothing is to be asked, each fifth phrasing is held out", async () => {
    const folder = await mkdtemp(join(tmpdir(), "sets-"));
    try {
      const write = async (path: string, ...lines: readonly object[]) => {
        await mkdir(join(folder, path, ".."), { recursive: true });
        await writeFile(join(folder, path), lines.map((line) => JSON.stringify(line)).join("\n"));
      };
      await write("one/faq.jsonl", { intent: "ship", questions: ["何时发货", "几天发货"], answer: "…" });
      await write("one/dev.jsonl", { id: "1", query: "发货了吗", intent: "ship" });
      await write("one-noisy/dev.jsonl", { id: "1", query: "發貨了嗎", intent: "ship", noise: "trad" });
      await write(
        "two/train.jsonl",
        ...[1, 2, 3, 4, 5].map((id) => ({ id: `${id}`, query: `q${id}`, intent: "x" })),
        { id: "6", query: "nobody's", intent: "__oos__" },
      );

      const [one, two, ...more] = await listSets(folder);
      expect(more).toEqual([]);
      expect(await readSet(one ?? "")).toMatchObject({
        entries: [{ id: "ship", title: "何时发货", phrasings: ["几天发货"] }],
        questions: [{ query: "发货了吗" }],
        disturbed: [{ query: "發貨了嗎", noise: "trad" }],
      });
      expect(await readSet(two ?? "")).toMatchObject({
        entries: [{ id: "x", title: "q1", phrasings: ["q2", "q3", "q4"] }],
        questions: [{ query: "q5", intent: "x" }],
      });
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});
