/** Words that contain a wish for a person and mean something else. They are taken out before the rules look. */
const FALSE_FRIENDS =
  /人工(?:智能|降噪|草坪|湖|煤气|呼吸|耳蜗|授精|合成|香精|色素|甜味剂|添加|费|成本|安装|清洗|清理|打扫|检测|质检|包装|组装|操作|加水|搅拌)|(?:安装|维修|拆机|上门)人工费?|人工(?=作(?!答)|具|厂|程|资|龄|地|业|艺|伤)|真人秀|真人兽|(?:扫地|擦窗|洗地|炒菜|拖地)机器人|(?:找|换|叫)个?人(?:代|帮[我忙]?[签取收]|替|签|取|收)|\bhuman (?:hair|safe|body|skin)\b/gu;

const PERSON = [
  // Every 人工 that is left, its slips and its homophones after 转/找.
  /人工|轉人|转人(?!民)|转入工|[转找砖专][认仁忍]工|^(?:人[公功供共]|仁工|认工)(?:客服|服务)?$|[转找](?:rg|kf|ren ?gong|ke ?fu)|[转专砖轉]接?(?:人公|人功|仁工|认工|客服|座席|坐席|专员|真的?人)|^人$/u,
  /真人|活的?人|真的?客服|工作人员|(?:转|叫|找|换|让|给)给?.{0,4}(?:同事|技术员?|售后|售前|店长|管理员)(?:来|处理|说|看|$)|懂.{0,3}的来|值班人员|(?:找|叫|联系|要).{0,3}(?:值班|后台|管事)的?人|让.{0,2}客服|客服.{0,6}(?:回|联系|理)我|^[找转要换]?(?:珍人|真仁|真忍)$|接线员|话务员|客服(?:人员|专员|代表|小姐|经理|主管)|專員|^(?:专员|值班|座席|坐席)$/u,
  /(?:找|叫|要|换|喊|联系|接|转|连|呼叫|寻|搵|揾|来个|帮我接).{0,3}客服|^(?:在线|你们|官方|售后|售前)?客服(?:呢|电话|热线|出来|回话|快来|人呢|在哪|号码)*$|客服(?:电话|热线|号码)|[找转叫](?:克服|客福|课服|刻服)|^(?:客福|客服务)$|客户服务/u,
  /(?:找|叫|换|喊|来|派|安排|寻|搵|揾|要|让)(?:个|一个|一位|位|個|一個)?(?:能说话的|懂的|会说话的|真的?|大活)?人(?:来|类|跟|和|同|聊|说|问|讲|倾|嚟|出[来嚟]|解决|处理|回|接|帮|吧|行|啊|呀|嘛|噻|$)|^(?:快|赶紧)?来人[啊呀呐吧]*$|来(?:个|一个).{1,10}的人|[整搞]个人来|揣人/u,
  /(?:有没有|有没|没有|没|有|是)(?:个|一个)?(?:真的?|会说话的|能管事的|能说话的|管事的)?人(?:管|回(?!收)|上班|在线|在岗|理我|理一下|能(?:帮|管|处理|解决|回)|处理|回复?我|接待|说话|类)|^(?:你们|都|怎么)?(?:有没有人|没有人|没人)(?:吗|啊|呀|了|么|呢|在)*$|(?:会说话|能说话|管事|懂行?)的人|有冇真?人|冇人(?:理|答|应|覆|复)|^(?:值班的)?人(?:呢|在哪|哪去了|都去哪了|去哪了|死哪去了)/u,
  /(?:找|叫|让|喊|要).{0,3}(?:领导|经理|主管|老板|负责人|管事)|投诉|投訴/u,
  /(?:不要|别|不想|不跟|不和|不理|不用|拒绝|讨厌|关掉|退出|换掉|烦死|唔要|唔好|唔想|勿要|勿想).{0,5}(?:机[器械]人?|电脑(?!版|端)|ai|自动回复|智能客服)|(?:机器人?|ai|自动回复|智能客服).{0,6}(?:听不懂|讲(?:啥|什么)|滚|没用|走开|闭嘴|答非所问|智障|傻|烦|不行|别说|关了|关掉|解决不了)|[跟和]机器人?.{0,2}说不|[跟和同搭]人(?:说|聊|讲|倾|唠|沟通)/u,
  /(?:给我|帮我)?回我?(?:个|一个)?电话(?:给我|吧|$)|(?<![不没])给我(?:打|来)个?电话|电话(?:联系|沟通|里说)|打(?:电话)?俾我|(?<![不没])打(?:个|一个)?电话(?:给我|过来)|打(?:我|给我)的?电话(?:联系|沟通|说)/u,
  /\b(?:humans?|real person|real people|actual person|live (?:person|agent|chat|support)|(?:speak|talk|chat)(?: to| with)? (?:a |an |some|any|the |your )?(?:person|people|someone|somebody|one|body|manager|staff)|customer (?:service|support|care)|representative|operator|some(?:one|body) real|(?:connect|transfer|put) me (?:to|with|through)|call me|transfer me$|(?:no|no more|not a|stop|stop the|don t want a|talk to a|out of this|hate this|this stupid|useless) (?:ro)?bots?|any(?:one|body) real|(?:get|give) me (?:a |an )?(?:person|someone|agent|manager))\b|(?<!cleaning |descaling |bleaching |release )\bagents?\b/u,
];

/** Latin keyboards without an input method: compared without spaces, as the whole text. */
const PINYIN =
  /^(?:wo(?:yao|xiang)?|qing|bang ?wo|kuai)?(?:zhuan|zhao|jiao|huan|yao)?(?:jie)?(?:rengong(?:kefu|fuwu)?|kefu|zhenren|huoren|geren)(?:ba|a|ya|lai)?$|^(?:zrg|zrgkf|rgkf|(?:zhuan)?(?:rg|kf)|laigeren)$|rengong(?!zhineng|fei|cao|xiang|se)|(?:zhuan(?:jie)?|zhao|lianxi|jiao).{0,8}(?:rengong|kefu|zhenren|huoren)|zhaogeren/u;

/** Does the fan ask for a person? Any doubt is a yes. Takes a text with its signs folded and its words untouched. */
export function wantsPerson(signs: string): boolean {
  const text = signs.replace(FALSE_FRIENDS, "");
  return PERSON.some((pattern) => pattern.test(text)) || PINYIN.test(text.replaceAll(" ", ""));
}
