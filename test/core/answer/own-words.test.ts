import { describe, expect, it } from "@jest/globals";

import { foldSigns } from "../../../src/core/answer/fold.ts";
import { matterOf } from "../../../src/core/answer/matter.ts";
import {
  OUR_MATTERS,
  OWN_WORDS_MAX,
  type OwnWord,
  problemOfWord,
  readMatters,
} from "../../../src/core/answer/words/own.ts";

const own = (lane: OwnWord["lane"], word: string, rule: OwnWord["rule"] = null): OwnWord => ({
  id: `id of ${word}`,
  lane,
  rule,
  word,
});
const matters = readMatters(
  [
    own("service", "充电"),
    own("service", "app"),
    own("praise", "充电王"),
    own("risk", "蒸汽阀", "risk_injury"),
  ],
  4,
);
const laneOf = (text: string) => matterOf(text, matters).lane;

describe("a word that the house has added", () => {
  it("tells a matter before what everybody means, and never hides a complaint or a danger", () => {
    expect(laneOf("充电多少钱")).toBe("service");
    expect(matterOf("充电多少钱", OUR_MATTERS).lane).toBe("purchase");
    expect(laneOf("充电的事我要投诉")).toBe("complaint");
    expect(laneOf("充电的时候冒烟")).toBe("risk");
    expect(matterOf("蒸汽阀飞了，我要投诉", matters)).toMatchObject({
      lane: "risk",
      risk: "risk_injury",
      isOwn: true,
    });
  });

  it("is found however it is written, and as a whole word in other scripts", () => {
    expect(laneOf("充電咋弄")).toBe("service");
    expect(laneOf("ＡＰＰ 里咋弄")).toBe("service");
    expect(laneOf("在app里咋弄")).toBe("service");
    expect(laneOf("apple 咋弄")).toBeUndefined();
  });

  it("is named by its id, and the set of words by how often it was changed", () => {
    expect(matters.find(foldSigns("充电咋弄"))?.own).toBe("id of 充电");
    expect(matters.version).toBe("1.4");
  });

  it("is refused where a matter has as many as it may", () => {
    const full = Array.from({ length: OWN_WORDS_MAX }, (_, n) => own("service", `零件甲${n}`));
    expect(problemOfWord({ lane: "service", word: "蒸汽阀" }, full)).toBe("many");
    expect(problemOfWord({ lane: "purchase", word: "蒸汽阀" }, full)).toBeUndefined();
  });

  it("may make a danger of what was a complaint, and nothing less of a danger", () => {
    expect(problemOfWord({ lane: "risk", word: "没上门" }, [])).toBeUndefined();
    expect(problemOfWord({ lane: "service", word: "冒烟" }, [])).toBe("known");
  });
});
