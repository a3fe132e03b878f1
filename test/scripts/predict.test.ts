import { describe, expect, it } from "@jest/globals";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { run } from "../../scripts/command/predict.ts";

async function predict(files: Readonly<Record<string, readonly object[]>>): Promise<readonly object[]> {
  const folder = await mkdtemp(join(tmpdir(), "predict-"));
  try {
    for (const [name, lines] of Object.entries(files))
      await writeFile(join(folder, name), lines.map((line) => JSON.stringify(line)).join("\n"));
    const printed: string[] = [];
    expect(await run([folder, join(folder, "queries.jsonl")], (line) => printed.push(line))).toBe(0);
    return printed.map((line) => JSON.parse(line) as object);
  } finally {
    await rm(folder, { recursive: true });
  }
}

describe("npm run predict", () => {
  it("answers each query with the best entries and how sure it is of the first", async () => {
    const [known, nobodys] = await predict({
      "faq.jsonl": [
        { intent: "ship", questions: ["什么时候发货", "多久发货"] },
        { intent: "refund", questions: ["退款多久到账"] },
      ],
      "queries.jsonl": [
        { id: "1", query: "请问什么时候发货呀" },
        { id: "2", query: "😭" },
      ],
    });
    expect(known).toMatchObject({
      id: "1",
      top: [{ intent: "ship", score: 1 }],
      confidence: 1,
    });
    expect(nobodys).toEqual({ id: "2", top: [], confidence: 0 });
  });

  it("reads every file of training lines, and makes no entry of questions that are nobody's", async () => {
    const [answer] = await predict({
      "train-a.jsonl": [{ id: "1", query: "查物流", intent: "track" }],
      "train-b.jsonl": [{ id: "2", query: "今天天气", intent: "__oos__" }],
      "queries.jsonl": [{ id: "q", query: "今天天气 查物流" }],
    });
    expect(answer).toMatchObject({ top: [{ intent: "track" }] });
  });

  it("names the line that it does not understand", async () => {
    await expect(predict({ "faq.jsonl": [{ intent: "a" }], "queries.jsonl": [] })).rejects.toThrow(
      /faq\.jsonl, line 1/,
    );
  });
});
