import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { loadShop } from "../../emulator/shop/load.ts";

const YUHE = fileURLToPath(new URL("../../emulator/shop/yuhe", import.meta.url));

describe("the shop Yuhe", () => {
  it("has forty topics in seven groups, each with 6 to 12 phrasings", async () => {
    const { brand, topics, notices } = await loadShop(YUHE);
    expect(brand).toEqual({ key: "yuhe", name: "屿禾电器", assistant: "小禾" });
    expect(topics).toHaveLength(40);
    expect([...new Set(topics.map((topic) => topic.group))].toSorted()).toEqual(
      ["配送", "退换", "发票", "会员", "优惠", "安装使用", "维修"].toSorted(),
    );
    for (const { phrasings } of topics) {
      expect(phrasings.length).toBeGreaterThanOrEqual(6);
      expect(phrasings.length).toBeLessThanOrEqual(12);
    }
    expect(notices["handedOver"]).toContain("屿禾客服");
  });

  it("answers with a text everywhere but with an article and a picture once each", async () => {
    const { topics } = await loadShop(YUHE);
    const answers = new Map(topics.map((topic) => [topic.key, topic.answer]));
    expect(answers.get("use-manual")).toMatchObject({
      kind: "news",
      articles: [{ url: "https://yuhe.example/manuals" }],
    });
    expect(answers.get("repair-points")).toEqual({ kind: "image", mediaId: "demo-service-points" });
    expect([...answers.values()].filter((answer) => answer.kind === "text")).toHaveLength(38);
  });

  it("never closes a membership by itself", async () => {
    const { topics } = await loadShop(YUHE);
    const { answer } = topics.find((topic) => topic.key === "member-close") ?? {};
    expect(answer).toMatchObject({ kind: "text", text: expect.stringContaining("转人工") });
  });
});

const SHOP = "brand: { key: demo, name: 示例, assistant: 小例 }\n";
const PHRASINGS = ["一", "二", "三", "四", "五", "六"];
const topic = (
  key: string,
  phrasings: readonly string[] = PHRASINGS.map((each) => `${key} ${each}`),
  rest = "",
) => `  - { key: ${key}, title: ${key} 题, phrasings: ${JSON.stringify(phrasings)}, answer: 好的${rest} }\n`;
const group = (...topics: readonly string[]) => `group: 组\ntopics:\n${topics.join("")}`;

describe("loadShop", () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "seatbridge-shop-"));
  });
  afterEach(async () => {
    await rm(folder, { recursive: true });
  });

  async function load(files: Readonly<Record<string, string>>) {
    for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);
    return loadShop(folder);
  }

  it("reads files in the order of their names", async () => {
    const shop = await load({
      "shop.yaml": SHOP,
      "b.yaml": group(topic("late")),
      "a.yaml": group(topic("early"), topic("next")),
    });
    expect(shop.topics.map((each) => each.key)).toEqual(["early", "next", "late"]);
    expect(shop.topics[0]).toEqual({
      key: "early",
      group: "组",
      title: "early 题",
      phrasings: PHRASINGS.map((each) => `early ${each}`),
      answer: { kind: "text", text: "好的" },
    });
  });

  it.each<[string, Readonly<Record<string, string>>, string]>([
    ["a folder without shop.yaml", { "a.yaml": group(topic("k")) }, "shop.yaml: missing; add it"],
    ["text that is not YAML", { "shop.yaml": SHOP, "a.yaml": "topics: [" }, "a.yaml: not YAML"],
    [
      "too few phrasings",
      { "shop.yaml": SHOP, "a.yaml": group(topic("k", ["一", "二"])) },
      "a.yaml: row 1 (k), phrasings: add phrasings until there are 6",
    ],
    [
      "too many phrasings",
      {
        "shop.yaml": SHOP,
        "a.yaml": group(
          topic(
            "k",
            Array.from({ length: 13 }, (_, index) => `问${index}`),
          ),
        ),
      },
      "row 1 (k), phrasings: keep the 12 that differ most",
    ],
    [
      "an empty phrasing",
      { "shop.yaml": SHOP, "a.yaml": group(topic("k", [...PHRASINGS, " "])) },
      "row 1 (k), phrasings 7: write a text or remove the line",
    ],
    [
      "a phrasing that is a number",
      { "shop.yaml": SHOP, "a.yaml": group(topic("k")).replace('"k 一"', "1") },
      "row 1 (k), phrasings 1: write a text; quote it",
    ],
    [
      "an answer beyond one message",
      { "shop.yaml": SHOP, "a.yaml": group(topic("k", undefined, "好".repeat(700))) },
      "row 1 (k), answer text: shorten it to 2048 bytes",
    ],
    [
      "an answer of two kinds",
      { "shop.yaml": SHOP, "a.yaml": group(topic("k").replace("好的", "{ text: 好的, image: m1 }")) },
      "row 1 (k), answer: give exactly one of text, image, news",
    ],
    [
      "a key that is none",
      { "shop.yaml": SHOP, "a.yaml": group(topic("发货")) },
      "row 1 (发货), key: write it in lower-case English words",
    ],
    [
      "a key used twice",
      { "shop.yaml": SHOP, "a.yaml": group(topic("k")), "b.yaml": group(topic("j"), topic("k")) },
      "b.yaml: row 2 (k): the key is taken by a.yaml row 1; rename one",
    ],
    [
      "a phrasing of two topics, however it is written",
      {
        "shop.yaml": SHOP,
        "a.yaml": group(
          topic("k", [...PHRASINGS, "能用 F3 吗"]),
          topic("j", [...PHRASINGS.map((each) => `j${each}`), "能用ｆ３吗？"]),
        ),
      },
      'a.yaml: row 2 (j): "能用ｆ３吗？" belongs to a.yaml row 1 (k); keep it in one',
    ],
    [
      "a phrasing twice in one topic",
      { "shop.yaml": SHOP, "a.yaml": group(topic("k", [...PHRASINGS, "一！"])) },
      'a.yaml: row 1 (k): "一！" is there twice; remove one',
    ],
    [
      "a field that nobody reads",
      { "shop.yaml": SHOP, "a.yaml": group(topic("k").replace("answer", "note: x, answer")) },
      "row 1 (k)",
    ],
  ])("refuses %s and says where and what to do", async (_, files, message) => {
    await expect(load(files)).rejects.toThrow(message);
  });

  it("tells everything that is wrong at once", async () => {
    const files = { "shop.yaml": "brand: {}\n", "a.yaml": group(topic("k", [])), "b.yaml": "group: 组\n" };
    const error: unknown = await load(files).catch((reason: unknown) => reason);
    expect(String(error)).toMatch(
      /a\.yaml: row 1 \(k\).*b\.yaml: topics: list the topics.*shop\.yaml: brand\.key: give it a key/su,
    );
  });
});
