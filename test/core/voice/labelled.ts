import type { Voice } from "../../../src/core/voice/voice.ts";

/** What service talk sounds like, written for this test: neutral questions are most of it. */
type Label = { readonly mood: Voice["mood"]; readonly urgent: boolean };
const of = (mood: Voice["mood"], urgent: boolean, lines: string): readonly (readonly [string, Label])[] =>
  lines
    .trim()
    .split("\n")
    .map((line) => [line.trim(), { mood, urgent }] as const);

export const LABELLED = [
  ...of(
    null,
    false,
    `什么时候发货
    怎么开发票
    这款有几种颜色
    能不能改地址
    你好
    在吗
    订单号是 20261127001
    保修多久
    可以用微信支付吗
    门店在哪里
    尺码怎么选
    我想换个颜色
    会员积分怎么用
    运费谁出
    礼盒装有吗
    别急，我慢慢找
    不着急，您先忙
    不急的
    这个问题我再问一下
    能退货吗
    退款一般几天到账
    how do I return this
    where is my order
    转人工
    我用的是苹果手机
    上次说的那个链接发我一下
    好的
    可以的
    那我等通知
    第二件半价是怎么算的`,
  ),
  ...of(
    "negative",
    false,
    `你们这是骗子吧
    太让人失望了，用了两天就坏了
    质量太差了
    客服什么态度
    踢皮球是吧，推来推去
    東西是壞了的，太失望
    敷衍我
    再也不买你们家了
    发错了颜色，还少发了一件
    这锅难用死了，后悔买
    一点都不满意
    不好用
    差评！！！
    说话不算数，心寒
    买了一个月就生锈，质量问题吧
    答非所问，浪费时间
    我很生气
    this is ridiculous, worst service
    the pot arrived broken and I am very disappointed
    一直不回消息，没人管 😡
    又坏了！已经第三次了
    太恶心了吧 [发怒]`,
  ),
  ...of(
    null,
    true,
    `快点发货，我明天要用
    急，在线等
    麻烦尽快处理
    马上要出门了，帮我看看
    今天之内能到吗？等不及了
    please ship it asap
    赶紧回我
    等了半天了，到现在还没回
    催一下快递
    孩子明天就要用，加急可以吗`,
  ),
  ...of(
    "negative",
    true,
    `气死我了，马上给我退款
    太差劲了，赶紧解决
    等了三天了还没发货，太失望了，今天必须发
    垃圾客服，快点回话
    一直没人管，立刻给我退`,
  ),
  ...of(
    "positive",
    false,
    `谢谢，很满意
    锅很好用，五星
    客服很贴心
    解决了，感谢
    太棒了
    没有失望，挺好的
    喜欢这个颜色 👍
    great, thanks
    真好，推荐给朋友了
    辛苦了，回头回购`,
  ),
];
