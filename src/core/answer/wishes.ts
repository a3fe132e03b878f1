/** Words that contain a wish for a person and mean something else. They are taken out before the rules look. */
const FALSE_FRIENDS =
  /人工(?:智能|降噪|草坪|湖|煤气|呼吸|耳蜗|授精|合成|香精|色素|甜味剂|添加|费|成本|安装|清洗|清理|打扫|检测|质检|包装|组装|操作|加水|搅拌)|(?:安装|维修|拆机|上门)人工费?|人工(?=作(?!答)|具|厂|程|资|龄|地|业|艺|伤)|真人秀|真人兽|(?:扫地|擦窗|洗地|炒菜|拖地)机器人|(?:找|换|叫)个?人(?:代|帮[我忙]?[签取收]|替|签|取|收)/gu;

const PERSON = [
  // Every 人工 that is left, its slips and its homophones after 转/找.
  /人工|轉人|转人(?!民)|[转专砖轉]接?(?:人公|人功|仁工|认工|客服|座席|坐席|专员|真的?人)|^人共$|^人$/u,
  /真人|活人|大活人|接线员|话务员|客服(?:人员|专员|代表|小姐|经理|主管)|專員|^(?:专员|值班|座席|坐席)$/u,
  /(?:找|叫|要|换|喊|联系|接|转|连|呼叫|寻|搵|揾|来个|帮我接).{0,3}客服|^(?:在线|你们|官方|售后|售前)?客服(?:呢|电话|热线|出来|回话|快来|人呢|在哪|号码)*$|客服(?:电话|热线|号码)/u,
  /(?:找|叫|换|喊|来|派|安排|寻|搵|揾|要|让)(?:个|一个|一位|位|個|一個)?(?:能说话的|懂的|会说话的|真的?|大活)?人(?:来|类|跟|和|聊|说|问|讲|解决|处理|回|接|帮|吧|行|啊|呀|$)/u,
  /(?:有没有|有没|没有|没|有|是)(?:个|一个)?(?:真的?|会说话的|能管事的|能说话的|管事的)?人(?:管|理我|理一下|能(?:帮|管|处理|解决|回)|处理|回复?我|接待|说话|类)|^(?:你们)?(?:有没有人|没有人|没人)(?:吗|啊|呀|了|么|呢|在)*$|(?:会说话|能说话|管事|懂行?)的人|^人(?:呢|在哪|哪去了|都去哪了|去哪了|死哪去了)/u,
  /(?:找|叫|让|喊|要).{0,3}(?:领导|经理|主管|老板|负责人|管事)|投诉|投訴/u,
  /(?:不要|别|不想|不跟|不和|不理|不用|拒绝|讨厌|关掉|退出|换掉|烦死).{0,5}(?:机器人?|自动回复|智能客服)|(?:机器人?|自动回复|智能客服).{0,6}(?:听不懂|讲(?:啥|什么)|滚|没用|走开|闭嘴|答非所问|智障|傻|烦|不行|别说)|(?:跟|和)人(?:说话|聊|讲话|沟通)/u,
  /(?:给我|帮我)?回(?:个|一个)?电话?(?:给我|吧|$)|(?<![不没])给我(?:打|来)个?电话|电话(?:联系|沟通|里说)|打(?:我|给我)的?电话(?:联系|沟通|说)/u,
  /\b(?:humans?|real person|real people|actual person|live (?:person|agent|chat|support)|(?:speak|talk|chat)(?: to| with)? (?:a |an |some|any|the |your )?(?:person|people|someone|somebody|one|body|manager|staff)|customer (?:service|support|care)|representative|operator|some(?:one|body) real|(?:get|give) me (?:a |an )?(?:person|someone|agent|manager))\b|(?<!cleaning |descaling |bleaching |release )\bagents?\b/u,
];

/** Latin keyboards without an input method: compared without spaces, as the whole text. */
const PINYIN =
  /^(?:wo(?:yao|xiang)?|qing|bang ?wo|kuai)?(?:zhuan|zhao|jiao|huan|yao)?(?:jie)?(?:rengong(?:kefu|fuwu)?|kefu|zhenren|huoren|geren)(?:ba|a|ya|lai)?$|^(?:zrg|zrgkf|rgkf)$/u;

/** Does the fan ask for a person? Any doubt is a yes. Takes a text with its signs folded and its words untouched. */
export function wantsPerson(signs: string): boolean {
  const text = signs.replace(FALSE_FRIENDS, "");
  return PERSON.some((pattern) => pattern.test(text)) || PINYIN.test(text.replaceAll(" ", ""));
}
