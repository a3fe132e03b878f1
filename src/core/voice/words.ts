/**
 * What counts, with its weight. Written for service talk, from no corpus: mood below 0 is against us, above it with us;
 * haste from 1 on means now. Longer terms stand for themselves: what lies within them does not count again.
 */
export type Term = { readonly mood?: number; readonly haste?: number };

const terms = (weight: Term, words: string): readonly (readonly [string, Term])[] =>
  words
    .split(/\s+/)
    .filter(Boolean)
    .map((word) => [word, weight] as const);

export const TERMS: ReadonlyMap<string, Term> = new Map([
  ...terms(
    { mood: -1.5 },
    `气死 气死我了 太过分 欺人太甚 骗子 骗人 欺骗 黑心 无良 忽悠 坑人 坑爹 恶心 太差 极差 差劲 烂透了 太烂 最差
    再也不买 再也不来 失望透顶 太失望 非常失望 忍无可忍 受够了 无语死了 垃圾 假货 耍我 耍人 把我当猴 什么态度
    服务太差 态度恶劣 推来推去 踢皮球 没人管 不管不问 敷衍 糊弄 店大欺客 后悔买 上当 被坑 拉黑你们 差评 一星`,
  ),
  ...terms(
    { mood: -1 },
    `失望 生气 恼火 火大 不满 不满意 郁闷 无语 心寒 寒心 糟糕 难用 难吃 难闻 难看 破了 坏了 烂了 碎了 又坏 漏水 漏油
    有问题 质量差 质量问题 瑕疵 掉漆 生锈 发错 漏发 少发 少了一件 没收到 迟迟不 一直不 老是 总是坏 骂人 甩锅 骚扰 扯皮
    不负责 不作为 没用 没解决 不解决 解决不了 说话不算数 不守信 太慢 太贵 慢死了 答非所问 听不懂人话 白等 浪费时间 麻烦死了
    disappointed terrible awful worst broken useless unacceptable ridiculous scam angry fed-up`,
  ),
  ...terms(
    { mood: -0.5 },
    `为什么还 怎么还 还不 到底 多少次 第三次 第几次 又 一直 投诉 举报 退货 退款 赔 问题 不行 不好 bad`,
  ),
  ...terms(
    { mood: 1.5 },
    `太棒了 非常满意 很满意 特别满意 超级好 五星 好评 强烈推荐 完美 惊喜 太好用了 爱了 良心 贴心 amazing excellent`,
  ),
  ...terms(
    { mood: 1 },
    `满意 好用 好吃 好看 喜欢 不错 给力 点赞 真好 很好 挺好 靠谱 放心 感谢 谢谢 多谢 辛苦了 解决了 搞定了 收到了 回购 推荐
    thanks great love perfect good helpful`,
  ),
  ...terms(
    { haste: 1 },
    `马上 立刻 立即 赶紧 赶快 快点 快些 尽快 现在就 急 很急 着急 急用 急需 急死 火急 等不及 等不了 来不及 今天必须 今天之内
    今天就要 今晚之前 明天就要 明天要用 半小时内 一小时内 在线等 十万火急 加急 催 asap urgent immediately hurry now`,
  ),
  ...terms(
    { haste: 0.5 },
    `还没 还没有 多久了 等了 半天了 好久了 什么时候才 几天了 到现在 快到期 最后一天 超时`,
  ),
]);

/** Just before a term they turn its mood round, and end its haste: nobody is in a hurry who says 别急. */
export const NEGATIONS = [
  "不是很",
  "没有",
  "没那么",
  "不太",
  "不算",
  "不会",
  "并不",
  "不",
  "没",
  "别",
  "无需",
  "not",
  "never",
];

export const STRONG = ["太", "非常", "特别", "超级", "真的", "实在", "极其", "简直", "very", "so", "really"];

/** Faces, as they are sent: WeChat writes some as words. */
export const FACES: readonly (readonly [RegExp, Term])[] = [
  [/[😡🤬👿😤💢]|\[(?:发怒|抓狂|咒骂)\]/u, { mood: -1.5 }],
  [/[😠😞😔😩😫😭👎]|\[(?:难过|流泪|大哭|撇嘴|裂开)\]/u, { mood: -0.5 }],
  [/[👍❤😍🥰🎉😊]|\[(?:强|爱心|鼓掌|玫瑰)\]/u, { mood: 1 }],
];
