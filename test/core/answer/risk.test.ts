import { describe, expect, it } from "@jest/globals";
import { foldSigns } from "../../../src/core/answer/fold.ts";
import { riskIn, type RiskRule } from "../../../src/core/answer/risk.ts";

const RISKS: readonly (readonly [RiskRule, readonly string[]])[] = [
  ["risk_self_harm", ["不想活了", "气得我想自杀", "再不退我就去你们公司跳楼"]],
  [
    "risk_fire_or_electric",
    [
      "漏电",
      "摸壶身麻手",
      "被电了一下",
      "插座冒火花",
      "起火了",
      "机器冒烟",
      "冒了好多烟",
      "有焦味",
      "一股焦糊味",
      "H2有焦味",
      "关机还有焦味",
      "插头烫手",
      "插座口发烫",
      "插头烧黑了",
      "电池炸了",
      "破壁机炸裂",
      "一开就跳闸",
      "短路了",
      "线烧焦了",
      "电线破皮了",
      "It is smoking",
      "burning smell from the plug",
    ],
  ],
  [
    "risk_injury",
    [
      "手被烫伤了",
      "划伤了手",
      "切到手了",
      "手指被割破",
      "流血了",
      "人头晕",
      "在医院",
      "加湿器滴了点精油 宝宝现在一直咳",
      "用完嗓子疼",
      "过敏了",
      "I am bleeding",
    ],
  ],
  ["risk_swallowed", ["孩子误食了清洁剂", "宝宝吃了干燥剂", "猫把滤芯咬了 吞下去了", "my son swallowed it"]],
  [
    "risk_pregnancy_or_infant",
    [
      "孕妇能用吗",
      "怀孕可以用加湿器吗",
      "备孕期间能不能用",
      "新生儿房间放加湿器",
      "宝宝能用吗",
      "可以给宝宝用吗",
      "才四个月 要紧吗",
      "6个月能吹吗",
      "is it safe for my baby",
    ],
  ],
  [
    "risk_minor",
    ["我用妈妈手机买的 她不知道 能退吗", "我上六年级", "我今年12岁", "孩子偷偷下单的", "未成年人买的能退吗"],
  ],
  ["risk_damages", ["赔偿", "你们必须赔我", "退一赔三", "医药费谁出", "我要你们负责", "I want compensation"]],
  [
    "risk_law_or_press",
    [
      "我找律师",
      "打12315",
      "不处理就12315和法院见",
      "我是记者",
      "给你们曝光",
      "315见",
      "依据广告法",
      "报警了",
      "my lawyer will call you",
    ],
  ],
  ["risk_batch", ["批次2609能用吗", "这批是不是有问题", "会召回吗", "同一批货都坏"]],
  ["risk_fraud", ["有人冒充你们客服", "是不是诈骗", "被骗了", "买到假货了"]],
  ["risk_personal_data", ["把我的资料都删了", "删除我的个人信息", "我的信息泄露了", "delete my data"]],
];

const HARMLESS = [
  "有塑料味",
  "一股子塑料味儿 能用不",
  "新锅味道好大",
  "空气炸锅怎么开锅",
  "第一次要空烧吗",
  "空烧几分钟",
  "壶底发黑洗不掉",
  "水烧开要多久",
  "烤盘烫吗",
  "锅面有划痕",
  "外壳有裂痕 像摔过",
  "白粉对身体有害吗",
  "退货运费谁负责",
  "运费你们负责吗",
  "孩子爱吃炸鸡翅",
  "宝宝辅食用哪个模式",
  "我家娃喜欢这个颜色",
  "订单号3153150",
  "发票信息填错了能改吗",
  "丑得想死机",
  "注销会员",
  "三包是几年",
  "满300减50没减",
  "炸了三次鸡翅都不脆",
];

describe("riskIn", () => {
  it.each(RISKS.flatMap(([rule, texts]) => texts.map((text) => [rule, text] as const)))(
    "names %s for %j",
    (rule, text) => {
      expect(riskIn(foldSigns(text))).toBe(rule);
    },
  );

  it.each(HARMLESS)("sees none in %j", (text) => {
    expect(riskIn(foldSigns(text))).toBeUndefined();
  });
});
