/** What is never answered by a machine alone; each has its own queue and script later. */
export type RiskRule =
  | "risk_self_harm"
  | "risk_fire_or_electric"
  | "risk_injury"
  | "risk_swallowed"
  | "risk_pregnancy_or_infant"
  | "risk_minor"
  | "risk_damages"
  | "risk_law_or_press"
  | "risk_batch"
  | "risk_fraud"
  | "risk_personal_data";

/**
 * Read in order, the most urgent first. A word too many costs a person a minute, a word too few may cost more:
 * so single words decide wherever they have no everyday meaning in this trade.
 */
const RULES: readonly (readonly [RiskRule, RegExp])[] = [
  [
    "risk_self_harm",
    /不想活|想死(?!机)|自杀|自残|轻生|跳楼|活不下去|弄死|杀了你|杀人|砍(?:人|死|你)|suicide|kill (?:myself|you)/u,
  ],
  [
    "risk_fire_or_electric",
    /漏电|触电|电到|被电|电了?一下|麻手|手麻|起火|着火|失火|火灾|冒火|火花|打火|明火|自燃|冒.{0,3}烟|浓烟|黑烟|焦[糊煳]?[味臭]|[糊煳]味|烧焦|烧[糊煳]|烧着|烧坏|烧起来|爆炸|炸裂|炸开|炸飞|(?:玻璃|杯|壶|锅|电池|机器|插头)炸|短路|跳闸|插[头座排].{0,5}(?:烫|发热|烧|化|黑)|电[线源]线?.{0,4}(?:烫|烧|化|冒|破)|烫手|融化|熔化|\b(?:on fire|caught fire|smoke|smoking|burning smell|burnt smell|burning|electric shock|sparks?|sparking|explod\w*)\b/u,
  ],
  [
    "risk_injury",
    /[烫烧灼割炸]伤|[割切划扎](?:到|伤|破)了?.{0,3}[手脚脸指人]|[手脚脸指]头?.{0,2}被?[割切划扎烫]|伤到|受伤|伤了人|流血|出血|起泡|住院|医院|送医|急诊|急救|就医|看医生|中毒|过敏|呕吐|拉肚子|头晕|窒息|咳嗽|[直在老就]咳|咳个不停|(?:身体|喉咙|嗓子|眼睛|肚子|胃|人|头|胸口?).{0,3}(?:不舒服|难受|疼|痛)|\b(?:injur\w*|hospital|bleeding|poison\w*|allerg\w*|burned my|burnt my)\b/u,
  ],
  [
    "risk_swallowed",
    /误食|误吞|误饮|误服|吞(?:了|下|进)|(?:孩子|小孩|宝宝|宝贝|娃|儿子|女儿|小朋友|猫|狗).{0,6}(?:吃了|吃进|吃下|吃到|喝了|喝到|喝下|咬了|舔了)|\bswallow\w*/u,
  ],
  [
    "risk_pregnancy_or_infant",
    /孕|备孕|哺乳|坐月子|月子里|婴|新生儿|满月|(?:宝宝|宝贝|娃|小孩|孩子|小朋友|幼儿|[0-9一二两三四五六七八九十]个月).{0,10}(?:能不能|能用|能吹|能吸|能喝|能待|可以用|可不可以|可以吹|可以喝|安全吗|要紧|有没有影响|有影响|有没有害)|(?:能|可以|可)给?.{0,2}(?:宝宝|娃|幼儿).{0,3}(?:用|吹|喝)|\b(?:pregnan\w*|newborn|infant|breastfeed\w*|safe for (?:my |the |a )?bab(?:y|ies))\b/u,
  ],
  [
    "risk_minor",
    /未成年|我.{0,3}(?:上|读|念|是).{0,2}(?:小学|初中|初[一二三]|[一二三四五六]年级)|我.{0,3}(?:[6-9]|1[0-7]|[六七八九十]|十[一二三四五六七])岁|用?(?:妈妈|爸爸|我妈|我爸|爷爷|奶奶|外婆|外公|姥姥|姥爷|家长).{0,2}手机.{0,4}(?:买|下单|付)|(?:孩子|小孩|儿子|女儿|娃).{0,6}(?:偷偷|自己|乱|误|瞎).{0,3}(?:买|下单|付)/u,
  ],
  [
    "risk_damages",
    /赔|精神损失|误工费|医药费|负责到底|负全责|(?<!运费|邮费|快递费)(?:要|让|得|必须|应该)你们负责|compensat\w*/u,
  ],
  [
    "risk_law_or_press",
    /律师|(?<!\d)(?:12315|12345|315)(?!\d)|消协|消费者协会|消保委|工商局|工商所|市监|市场监督|监管局|法院|法庭|法务|法律|广告法|消费者权益保护|起诉|诉讼|打官司|告你|告上|仲裁|报警|警察|公安|派出所|记者|媒体|曝光|电视台|新闻|热搜|黑猫|\b(?:lawyer|attorney|sue you|lawsuit|court|journalist|reporter|police)\b/u,
  ],
  ["risk_batch", /批次|批号|召回|[这那哪同]一?批|质量事故|通病|\b(?:recall|batch)\b/u],
  [
    "risk_fraud",
    /诈骗|欺诈|被骗|骗子|骗钱|冒充|假冒|假客服|假货|刷单|盗刷|钓鱼|验证码.{0,6}(?:给他|告诉|发给|要不要给)|\b(?:scam\w*|fraud)\b/u,
  ],
  [
    "risk_personal_data",
    /(?:个人|我的?|账号|会员).{0,3}(?:信息|资料|数据|隐私).{0,4}(?:删|清[空除掉]|抹)|(?:删|清空|清除|抹).{0,5}(?:个人|我的?|账号|会员).{0,2}(?:信息|资料|数据|隐私)|信息.{0,3}泄[露漏]|泄[露漏].{0,4}信息|隐私|\b(?:personal data|delete my (?:data|account))\b/u,
  ],
];

/** The first rule that a text (signs folded, words untouched) meets. */
export function riskIn(signs: string): RiskRule | undefined {
  return RULES.find(([, pattern]) => pattern.test(signs))?.[0];
}
