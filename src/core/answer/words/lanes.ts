import type { Lane } from "../../queue/lane.ts";

/** Read in order: trouble weighs more than a sale, a sale more than a question, all of them more than praise. */
const WORDS: readonly (readonly [Exclude<Lane, "risk">, RegExp])[] = [
  [
    "complaint",
    /投诉|差评|退一赔|说法|欺负|忽悠|糊弄|踢皮球|推来推去|推脱|敷衍|没人管|没人理|不理人|没一?个?人来|没上门|爽约|言而无信|^[三四五六七八九几多]次了|(?:说|催|约|问|打|找|修|报)了?(?:好几|[两三四五六七八九几多])次|第[三四五六七八九]次(?:了|坏|修|找|来|问)|(?:态度|服务|质量)(?:太|很|真|极|这么)?(?:差|烂|恶劣)|太差|避雷|曝光|维权|骗人|欺骗|虚假|失望|心寒|气死|天天(?:发|打电话)|[去上](?:微博|抖音|小红书|网上)(?:上)?(?:发|挂)|拖了.{0,3}(?:天|周|月)|\b(?:complain\w*|terrible|worst|unacceptable|disappoint\w*|third time)\b/u,
  ],
  [
    "purchase",
    /想买|要买|打算买|准备买|买哪|推荐(?:一|个|款|哪)|哪[个款种](?:好|适合|更)|怎么选|选哪|有什么区别|区别是|对比|有货|现货|补货|多少钱|什么价|价格是|便宜(?:点|吗|些)|优惠吗|有优惠|有活动|打折|凭(?:啥|什么)\d|才\d+|送礼|下单(?:送|有)|能分期|批发|团购|企业采购|\b(?:buy|price|how much|in stock|discount|recommend\w*|which (?:one|model)|110 ?v)\b/u,
  ],
  [
    "service",
    /(?:用了?|买了?|到手|才)[一两二三四五六七八九十半几\d]+(?:天|周|次|个月).{0,2}就|退|换货|换新|坏|修|发货|物流|快递|到哪|没到|没收到|少发|漏|发票|抬头|订单|改地址|积分|券|满减|没减|会员|保修|网点|配件|滤芯|说明书|怎么[用洗清开关]|不(?:亮|转|热|工作|出)|没反应|异味|味道|塑料味|噪音|声音|水垢|白粉|误差|代码|安装|\b(?:refund|return|broken|repair|order|parcel|delivery|invoice|coupon|warranty)\b/u,
  ],
  [
    "praise",
    /表扬|夸|点赞|好评|爱上|真香|好吃|好用|喜欢|满意|惊喜|感谢.{0,6}(?:小姐姐|小哥|客服|a\d+)|谢谢.{0,6}(?:小姐姐|小哥哥|a\d+)|太棒|真棒|\b(?:love it|awesome|amazing|great job)\b/u,
  ],
];

/**
 * What a text (signs folded, words untouched) says of her matter where it is no danger, and by which words; undefined:
 * nothing.
 */
export function laneFound(signs: string): { readonly lane: Lane; readonly words: string } | undefined {
  const found = WORDS.find(([, words]) => words.test(signs));
  return found && { lane: found[0], words: found[1].exec(signs)?.[0] ?? "" };
}
