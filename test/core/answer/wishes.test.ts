import { describe, expect, it } from "@jest/globals";
import { foldSigns } from "../../../src/core/answer/fold.ts";
import { wantsPerson } from "../../../src/core/answer/wishes.ts";

const lines = (text: string) =>
  text
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "");

const WISHES = lines(`
  转人工
  转人工！
  转  人  工
  人工
  人工人工人工人工
  人工客服
  转接人工
  我要人工
  我要转人工服务
  请帮我转人工客服，谢谢
  人工在吗
  有人工吗
  人工客服几点上班
  接人工
  找人工
  需要人工
  人工呢？？？
  转人公
  专人工
  转客服
  转接客服
  找客服
  客服呢
  客服
  叫客服来
  联系客服
  我要找你们客服
  客服人员
  有客服电话吗
  在线客服
  真人
  有真人吗
  找个活人
  试了 还是有 找个活人
  活人有没有
  叫个人来
  听勿懂机器讲啥 叫个人来
  来个人
  来个人啊
  换个人来
  找个人跟我说
  找人解决
  派个人来
  安排个人处理
  给我找个真人
  有没有人管
  有没有人
  没人吗
  没人理我
  有没有会说话的人
  人呢
  人呢？？
  人都去哪了
  人
  不要机器人
  别用机器人回复我
  不想跟机器人说话
  机器人听不懂
  机器人滚
  我要和人说话
  让你们经理来
  找你们领导
  叫负责人来
  我要投诉
  投诉你们
  给我回个电话
  能给我打个电话吗
  电话联系我
  轉人工
  真人客服
  揾人工
  喊个人来
  要个人来聊
  zhuan ren gong
  zhuanrengong
  rengong
  ren gong ke fu
  zhao ke fu
  zrg
  human
  human please
  agent please
  I want an agent
  talk to a person
  can I speak to someone
  customer service
  real person pls
  live chat
  get me a manager
  转人工，我的快递到哪了
  发票怎么开 算了转人工吧
  转接专员
  转人 工
  1转人工
  【转人工】
  [转人工]
  转​人工
`);

const NOT_WISHES = lines(`
  人工智能
  你们的锅有人工智能吗
  人工费多少
  上门维修人工费多少钱
  安装人工费怎么算
  人工煤气能用吗
  需要人工安装吗
  要不要人工加水
  里面有人工色素吗
  别人工作日能收货吗
  我一个人工作用哪款好
  工人工资
  本人工作地址变了
  几时发货
  在吗
  有人吗
  有人在吗
  你好
  客服在吗
  客服说今天发货的
  扫地机器人有卖吗
  你们有炒菜机器人吗
  能找人代收快递吗
  换个人收货行吗
  叫个人帮我签收可以吗
  家里没人能放门口吗
  白天家里没人
  一个人用多大的
  两个人用F3够吗
  老人能用吗
  送人合适吗
  给家人买的
  收货人电话写错了
  个人抬头想换成公司抬头
  快递员不给我打电话
  is it made of glass
  descaling agent
  cleaning agent for the kettle
  转发抽炸锅
  转账可以吗
  我老婆本人签收的
  电话多少
`);

describe("wantsPerson", () => {
  it.each(WISHES)("hears the wish for a person in %j", (text) => {
    expect(wantsPerson(foldSigns(text))).toBe(true);
  });

  it.each(NOT_WISHES)("hears no such wish in %j", (text) => {
    expect(wantsPerson(foldSigns(text))).toBe(false);
  });
});
