/** Longer texts say more than a greeting or thanks; the limit also bounds the time of the patterns below. */
const SMALL_TALK_CHARS_MAX = 24;

const GREETING_WORDS =
  /^(?=.*(?:好|嗨|哈喽|哈罗|hello|hi|hey|在|有人|喂|早|安|请问|问|咨询|nihao|ni hao|打扰))(?:[你您侬妳]们?好|大家好|(?:早上|上午|中午|下午|晚上)好|早安?|晚安|午安|哈喽|哈罗|嗨|hello|hi|hey|there|good (?:morning|afternoon|evening|day)|在(?:的|线|不在|不)?(?:吗|么|嘛|不|没)|有人(?:在)?(?:吗|么|嘛|没|不)|有没有人在(?:吗|么)?|喂|客服|屿禾|小禾|亲|请问|我?想?(?:问|咨询)(?:一下|下|个事儿?|个问题)?|打扰(?:了|一下)?|nihao|ni hao|[啊呀哈哦吖]| )+$/u;

const COURTESY_WORDS =
  /^(?=.*(?:谢|感|辛苦|好|行|可以|ok|嗯|恩|哦|噢|收到|明白|知道|了解|懂|再见|拜|bye|没事|没问题|不用|不客气|这样|晓得|清楚|麻烦(?:你们?|您)?了|thank|thx|got it|great|nice|cool|赞|棒|强|解决|搞定|爱你|么么哒|3q))(?:谢谢?老师|亲爱的|谢|多谢|感激不尽|感谢|感恩|万分|辛苦|好|行|可以|ok|okay|嗯|恩|哦|噢|喔|我|收到|明白|知道|晓得|清楚|了解|懂|再见|拜|bye|没事|没问题|没关系|不用|不客气|不麻烦|先这样|就这样|那|thank you|thank u|thanks|thx|so much|very much|got it|great|nice|cool|点?赞|真?棒|强|已?解决|搞定|爱你|么么哒|3q|3x|真的|也|嗯哼|的|滴|哒|嘞|咧|嗷|吧|呢|哈|呀|啊|啦|噻|嘛|了|你们?|您|太|非常|十分|亲|客服|小姐姐|小哥哥|帮忙|帮助|耐心|解答|麻烦|先|已经| )+$/u;

const THANKFUL_SIGNS =
  /^(?:(?:[👍👌🙏🤝❤💕🌹😊😄😁🥰😘☺👏💐✌🎉]|\[(?:强|ok|抱拳|握手|玫瑰|爱心|合十|鼓掌|微笑|愉快|呲牙|憨笑|胜利|拥抱|庆祝)\])[\u{1f3fb}-\u{1f3ff}\ufe0f\s]*)+$/iu;

const QUESTION = /[?？]|吗|么$/u;

/** Only an opener ("在吗", "你好"): the question is still to come. */
export function isGreeting(signs: string): boolean {
  return signs.length <= SMALL_TALK_CHARS_MAX && GREETING_WORDS.test(signs);
}

/** Only thanks, assent or farewell, in words or signs: nothing is asked, so nothing is answered. */
export function isCourtesy(text: string, signs: string): boolean {
  if (text.length > 2 * SMALL_TALK_CHARS_MAX || QUESTION.test(text)) return false;
  return signs === ""
    ? THANKFUL_SIGNS.test(text.normalize("NFKC").trim())
    : signs.length <= SMALL_TALK_CHARS_MAX && COURTESY_WORDS.test(signs);
}
