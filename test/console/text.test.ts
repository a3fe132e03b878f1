import { describe, expect, it } from "@jest/globals";
import { readdir } from "node:fs/promises";

import { knownCodes } from "../../adapters/platform/wechat/api/codes.ts";
import { en as first } from "../../console/src/text/en.ts";
import { text as accountFormEn } from "../../console/src/text/account-form.en.ts";
import { text as accountFormZh } from "../../console/src/text/account-form.zh-CN.ts";
import { text as assistEn } from "../../console/src/text/assist.en.ts";
import { text as assistZh } from "../../console/src/text/assist.zh-CN.ts";
import { text as breaksEn } from "../../console/src/text/breaks.en.ts";
import { text as breaksZh } from "../../console/src/text/breaks.zh-CN.ts";
import { text as codesEn } from "../../console/src/text/codes.en.ts";
import { text as codesZh } from "../../console/src/text/codes.zh-CN.ts";
import { text as connectorEn } from "../../console/src/text/connector.en.ts";
import { text as connectorZh } from "../../console/src/text/connector.zh-CN.ts";
import { text as panelEn } from "../../console/src/text/panel.en.ts";
import { text as panelZh } from "../../console/src/text/panel.zh-CN.ts";
import { text as missedEn } from "../../console/src/text/missed.en.ts";
import { text as missedZh } from "../../console/src/text/missed.zh-CN.ts";
import { text as dialEn } from "../../console/src/text/dial.en.ts";
import { text as dialZh } from "../../console/src/text/dial.zh-CN.ts";
import { text as abuseEn } from "../../console/src/text/abuse.en.ts";
import { text as abuseZh } from "../../console/src/text/abuse.zh-CN.ts";
import { text as consultEn } from "../../console/src/text/consult.en.ts";
import { text as consultZh } from "../../console/src/text/consult.zh-CN.ts";
import { text as fanEn } from "../../console/src/text/fan.en.ts";
import { text as fanZh } from "../../console/src/text/fan.zh-CN.ts";
import { text as knowledgeEn } from "../../console/src/text/knowledge.en.ts";
import { text as knowledgeZh } from "../../console/src/text/knowledge.zh-CN.ts";
import { text as didEn } from "../../console/src/text/did.en.ts";
import { text as didZh } from "../../console/src/text/did.zh-CN.ts";
import { text as botReportEn } from "../../console/src/text/bot-report.en.ts";
import { text as botReportZh } from "../../console/src/text/bot-report.zh-CN.ts";
import { text as telephonyEn } from "../../console/src/text/telephony.en.ts";
import { text as telephonyZh } from "../../console/src/text/telephony.zh-CN.ts";
import { text as practiceEn } from "../../console/src/text/practice.en.ts";
import { text as practiceZh } from "../../console/src/text/practice.zh-CN.ts";
import { text as presetEn } from "../../console/src/text/preset.en.ts";
import { text as presetZh } from "../../console/src/text/preset.zh-CN.ts";
import { text as lanesEn } from "../../console/src/text/lanes.en.ts";
import { text as lanesZh } from "../../console/src/text/lanes.zh-CN.ts";
import { text as todoEn } from "../../console/src/text/todo.en.ts";
import { text as todoZh } from "../../console/src/text/todo.zh-CN.ts";
import { text as trialEn } from "../../console/src/text/trial.en.ts";
import { text as trialZh } from "../../console/src/text/trial.zh-CN.ts";
import { text as learningEn } from "../../console/src/text/learning.en.ts";
import { text as learningZh } from "../../console/src/text/learning.zh-CN.ts";
import { text as mediaEn } from "../../console/src/text/media.en.ts";
import { text as mediaZh } from "../../console/src/text/media.zh-CN.ts";
import { text as menusEn } from "../../console/src/text/menus.en.ts";
import { text as menusZh } from "../../console/src/text/menus.zh-CN.ts";
import { text as nightEn } from "../../console/src/text/night.en.ts";
import { text as nightZh } from "../../console/src/text/night.zh-CN.ts";
import { text as settingsListsEn } from "../../console/src/text/settings-lists.en.ts";
import { text as settingsListsZh } from "../../console/src/text/settings-lists.zh-CN.ts";
import { text as helpingEn } from "../../console/src/text/helping.en.ts";
import { text as helpingZh } from "../../console/src/text/helping.zh-CN.ts";
import { text as newcomerEn } from "../../console/src/text/newcomer.en.ts";
import { text as newcomerZh } from "../../console/src/text/newcomer.zh-CN.ts";
import { text as misrouteEn } from "../../console/src/text/misroute.en.ts";
import { text as misrouteZh } from "../../console/src/text/misroute.zh-CN.ts";
import { text as peopleEn } from "../../console/src/text/people.en.ts";
import { text as peopleZh } from "../../console/src/text/people.zh-CN.ts";
import { text as noPlaceEn } from "../../console/src/text/no-place.en.ts";
import { text as noPlaceZh } from "../../console/src/text/no-place.zh-CN.ts";
import { text as noticesEn } from "../../console/src/text/notices.en.ts";
import { text as noticesZh } from "../../console/src/text/notices.zh-CN.ts";
import { text as callEn } from "../../console/src/text/call.en.ts";
import { text as callZh } from "../../console/src/text/call.zh-CN.ts";
import { text as coverEn } from "../../console/src/text/cover.en.ts";
import { text as coverZh } from "../../console/src/text/cover.zh-CN.ts";
import { text as pullEn } from "../../console/src/text/pull.en.ts";
import { text as pullZh } from "../../console/src/text/pull.zh-CN.ts";
import { text as queueEn } from "../../console/src/text/queue.en.ts";
import { text as queueZh } from "../../console/src/text/queue.zh-CN.ts";
import { text as relayEn } from "../../console/src/text/relay.en.ts";
import { text as relayZh } from "../../console/src/text/relay.zh-CN.ts";
import { text as skillEn } from "../../console/src/text/skill.en.ts";
import { text as skillZh } from "../../console/src/text/skill.zh-CN.ts";
import { text as socialEn } from "../../console/src/text/social.en.ts";
import { text as socialZh } from "../../console/src/text/social.zh-CN.ts";
import { text as socialDidEn } from "../../console/src/text/social-did.en.ts";
import { text as socialDidZh } from "../../console/src/text/social-did.zh-CN.ts";
import { text as socialReportEn } from "../../console/src/text/social-report.en.ts";
import { text as socialReportZh } from "../../console/src/text/social-report.zh-CN.ts";
import { text as spendingEn } from "../../console/src/text/spending.en.ts";
import { text as spendingZh } from "../../console/src/text/spending.zh-CN.ts";
import { text as tableEn } from "../../console/src/text/table.en.ts";
import { text as tableZh } from "../../console/src/text/table.zh-CN.ts";
import { text as takeoverEn } from "../../console/src/text/takeover.en.ts";
import { text as takeoverZh } from "../../console/src/text/takeover.zh-CN.ts";
import { text as tokenEn } from "../../console/src/text/token.en.ts";
import { text as tokenZh } from "../../console/src/text/token.zh-CN.ts";
import { text as explainEn } from "../../console/src/text/explain.en.ts";
import { text as explainZh } from "../../console/src/text/explain.zh-CN.ts";
import { text as floorEn } from "../../console/src/text/floor.en.ts";
import { text as floorZh } from "../../console/src/text/floor.zh-CN.ts";
import { text as transferEn } from "../../console/src/text/transfer.en.ts";
import { text as transferZh } from "../../console/src/text/transfer.zh-CN.ts";
import { text as whyEn } from "../../console/src/text/why.en.ts";
import { text as whyZh } from "../../console/src/text/why.zh-CN.ts";
import { zhCn as firstZh } from "../../console/src/text/zh-cn.ts";

/** What the first load carries, and what comes with a page. */
const zhCn = {
  ...firstZh,
  ...accountFormZh,
  ...assistZh,
  ...breaksZh,
  ...codesZh,
  ...connectorZh,
  ...abuseZh,
  ...consultZh,
  ...dialZh,
  ...missedZh,
  ...panelZh,
  ...fanZh,
  ...knowledgeZh,
  ...botReportZh,
  ...telephonyZh,
  ...practiceZh,
  ...presetZh,
  ...lanesZh,
  ...todoZh,
  ...trialZh,
  ...learningZh,
  ...didZh,
  ...mediaZh,
  ...menusZh,
  ...misrouteZh,
  ...helpingZh,
  ...newcomerZh,
  ...settingsListsZh,
  ...nightZh,
  ...noPlaceZh,
  ...peopleZh,
  ...noticesZh,
  ...callZh,
  ...coverZh,
  ...pullZh,
  ...queueZh,
  ...relayZh,
  ...skillZh,
  ...socialZh,
  ...socialDidZh,
  ...socialReportZh,
  ...spendingZh,
  ...tableZh,
  ...takeoverZh,
  ...tokenZh,
  ...explainZh,
  ...floorZh,
  ...transferZh,
  ...whyZh,
};
const en = {
  ...first,
  ...accountFormEn,
  ...assistEn,
  ...breaksEn,
  ...codesEn,
  ...connectorEn,
  ...abuseEn,
  ...consultEn,
  ...dialEn,
  ...missedEn,
  ...panelEn,
  ...fanEn,
  ...knowledgeEn,
  ...botReportEn,
  ...telephonyEn,
  ...practiceEn,
  ...presetEn,
  ...lanesEn,
  ...todoEn,
  ...trialEn,
  ...learningEn,
  ...didEn,
  ...mediaEn,
  ...menusEn,
  ...misrouteEn,
  ...helpingEn,
  ...newcomerEn,
  ...settingsListsEn,
  ...nightEn,
  ...noPlaceEn,
  ...peopleEn,
  ...noticesEn,
  ...callEn,
  ...coverEn,
  ...pullEn,
  ...queueEn,
  ...relayEn,
  ...skillEn,
  ...socialEn,
  ...socialDidEn,
  ...socialReportEn,
  ...spendingEn,
  ...tableEn,
  ...takeoverEn,
  ...tokenEn,
  ...explainEn,
  ...floorEn,
  ...transferEn,
  ...whyEn,
};

const pairs = Object.entries(zhCn).map(
  ([key, chinese]) => [key, chinese, (en as Record<string, string>)[key] ?? ""] as const,
);

/** The names in braces. */
const params = (text: string): readonly string[] =>
  [...new Set([...text.matchAll(/\{(\w+)\}/g)].map(([, name = ""]) => name))].sort();

describe("the texts of the console", () => {
  it("have the same keys in both languages", () => {
    expect(Object.keys(en).sort()).toEqual(Object.keys(zhCn).sort());
  });

  it("of every feature are in the catalogue", async () => {
    const folder = new URL("../../console/src/text/", import.meta.url);
    const files = (await readdir(folder)).filter((file) => file.endsWith(".zh-CN.ts"));
    expect(files.length).toBeGreaterThan(5);
    for (const file of files) {
      const { text } = (await import(new URL(file, folder).href)) as { text: Record<string, string> };
      expect({ file, missing: Object.keys(text).filter((key) => !(key in zhCn)) }).toEqual({
        file,
        missing: [],
      });
    }
  });

  it("say what each code of WeChat's means", () => {
    const silent = knownCodes.filter((code) => code !== "0" && !(`account.code.${code}` in zhCn));
    expect(silent).toEqual([]);
  });

  it.each(pairs)("say the same with the same: %s", (_, chinese, english) => {
    expect(params(english)).toEqual(params(chinese));
  });

  it("are all said, in their own language", () => {
    expect(pairs.filter(([, chinese, english]) => chinese.trim() === "" || english.trim() === "")).toEqual(
      [],
    );
    expect(pairs.filter(([, , english]) => /\p{Script=Han}|[，。：；！？（）「」]/u.test(english))).toEqual(
      [],
    );
  });

  it("have nothing in braces but names, and two forms only in pairs", () => {
    const isWrong = (text: string): boolean =>
      /[{}]/.test(text.replace(/\{\w+\}/g, "")) || text.split(" | ").length > 2;
    expect(pairs.filter(([, ...texts]) => texts.some(isWrong)).map(([key]) => key)).toEqual([]);
  });
});
