import { HOUR, MINUTE } from "../kernel/instant.ts";
import { isZone } from "../kernel/zone.ts";
import { isClockTime } from "../seating/promise.ts";

/** Every number and text that may be turned, with its default. Stored rows override by scope. */
const registry = {
  /** The bot answers where it is so sure of an entry, 0..1; asks where it is so sure that one of the best is meant. */
  "answer.threshold": 0.5,
  "answer.askFrom": 0.3,
  /** It asks, too, where another entry is at most so far behind. */
  "answer.margin": 0.11,
  "answer.missesMax": 2,
  "answer.optionsMax": 3,
  /** So long a number picks from the list that the bot has shown, in ms. */
  "answer.listMs": 10 * MINUTE,
  /** "off": whoever would get the same answer twice in a row is offered a person instead. */
  "answer.repeats": "off",
  /** New knowledge may take the answer from this part of what is answered now, 0..1; beyond it somebody has to look. */
  "trial.replayWorseShare": 0.01,
  /** So many days before an entry ends to answer somebody is told. */
  "knowledge.expiryDays": 7,
  /** The queue, by its key, in which fans with such a matter wait; empty, or none of that key: their account's. */
  "lane.riskQueue": "risk",
  "lane.complaintQueue": "",
  "lane.purchaseQueue": "",
  "lane.serviceQueue": "",
  "lane.praiseQueue": "",
  /** A bot contact without a word from the fan for so long is closed, in ms. */
  "bot.idleMs": 30 * MINUTE,
  /** What the bot cannot answer at once may be a piece of more: it waits so long for the next, in ms; 0: not at all. */
  "turn.pauseMs": 2_500,
  /** And never longer than this after the first piece. */
  "turn.waitMsMax": 4_000,
  /** Who writes within this time after a talk with a person goes on with it, in ms. */
  "contact.reopenMs": 24 * HOUR,
  /** So long the scene of a code decides in which queue the fan waits who came by it, in ms. */
  "scene.holdMs": 48 * HOUR,
  /** A digit from 1 to 5 alone, so soon after a talk or after she was asked, is a rating, in ms. */
  "contact.ratingMs": 30 * MINUTE,
  /** A fan is asked only once within this time how it was, on one ticket, in ms. */
  "rating.everyMs": 24 * HOUR,
  /** When people answer, by the wall clock of the zone; the same twice: round the clock. */
  "hours.open": "09:00",
  "hours.close": "21:00",
  /** What holds for all is the house's own: its days begin by it. */
  "hours.zone": "Asia/Shanghai",
  /** What is promised to a fan who writes while nobody is signed in, in ms: within the hours, and after opening. */
  "promise.answerMs": 60 * MINUTE,
  "promise.afterOpeningMs": 30 * MINUTE,
  /** A sign-in ends after so long, and after so long without a call, in ms. */
  "session.lifeMs": 12 * HOUR,
  "session.idleMs": 2 * HOUR,
  /** So many failed tries to sign in by one login, or from one address, within the window; then it is closed. */
  "signIn.windowMs": 15 * MINUTE,
  "signIn.loginFailuresMax": 10,
  "signIn.addressFailuresMax": 100,
  /** So long a place for a break is kept for whoever is next in the line, in ms. */
  "break.turnMs": 3 * MINUTE,
  /** So long an agent recovers from a customer who insulted her, in ms; it may be asked for within the second time. */
  "abuse.recoveryMs": 3 * MINUTE,
  "abuse.recoverWithinMs": 30 * MINUTE,
  /** 辱骂提醒: what a customer who insults her agent is told, and what the last time. */
  "abuse.firstWarning": "我在认真帮您解决问题，也理解您着急。请您用文明的语言沟通，这样能更快处理好。",
  "abuse.lastWarning":
    "请停止辱骂。如果继续，本次接待将由主管结束；您的问题可以随时用文明的语言再提出，我们照常处理。",
  /** Who was warned a last time in so many contacts within so many days is marked at the desk for so many days from then. */
  "abuse.flagAfter": 3,
  "abuse.flagDays": 90,
  "abuse.flagFor": 30,
  /** With so many wrap-ups owed an agent gets no new contact. */
  "wrapup.owedMax": 5,
  /** Who rejected a contact, or did not answer its offer, is not asked for any other for so long, in ms. */
  "offer.coolMs": 10_000,
  /** The same two are never brought together again sooner, in ms. */
  "offer.pairMs": 1_000,
  /** Whoever is away by a break is covered by colleagues where it is longer than this, */
  "cover.breakMs": 5 * MINUTE,
  /** and whoever has waited for her so long is everybody's of the queue, in ms. */
  "cover.afterMs": 5 * MINUTE,
  /** A call-back that was not answered is due again after so long, each time twice as long, */
  "callBack.againMs": 30 * MINUTE,
  /** so many times in all; then it is the leaders'. */
  "callBack.triesMax": 3,
  /** A desk unheard of for so long gets nothing new; after the grace it is lost, in ms. */
  "seat.silentMs": 30_000,
  "seat.graceMs": 90_000,
  /** Who waits while nobody of the queue has been signed in for so long is told when to expect us, in ms. */
  "floor.nobodyMs": 5 * MINUTE,
  /** "on": fans see that their agent writes, where their platform shows it. */
  "typing.shown": "on",
  /** What the platform did not take is tried so often, */
  "send.triesMax": 5,
  /** and no longer than this after it was said, in ms. */
  "send.ageMsMax": 10 * MINUTE,
  /** Of the places that a fan's word opens so many are people's until the last, */
  "ledger.keptForPeople": 2,
  /** and all notices together get no more than these. */
  "ledger.noticesMax": 1,
  /** A public mention is answered within this time of its post, and what is asked after our answer within this, in ms. */
  "social.firstAnswerMs": 15 * MINUTE,
  "social.nextAnswerMs": 60 * MINUTE,
  /** Whoever has so many followers is answered in public by two; */
  "social.approvalFollowers": 10_000,
  /** on "on", everybody is. */
  "social.approvalAlways": "off",
  /** What nobody promises in public, with a comma between them. */
  "social.bannedPromises": "假一赔十,全额退款,无条件退款,百分百,绝对不会,一定赔偿",
  /** What no agent promises privately: fewer than in public, since here she does what a queue's rules allow. */
  "reply.bannedPromises": "假一赔十,无条件退款,百分百,绝对不会",
  /**
   * Words by which an agent's text offers something to buy, with a comma between them; empty: nothing is looked for. Those that a
   * rule of coupons has in it, as 秒杀, are none: she explains them all day.
   */
  "promotion.words": "限时抢购,新品上市,好物推荐,欢迎选购,欢迎下单,立即抢购,点击购买,下单立减",
  /** Asks her to write privately, and says afterwards that it was solved there; {name}: her name. */
  "social.privateInvite": "{name}您好，给您添麻烦了。请私信我们说说详细情况，客服会马上为您处理。",
  "social.closing": "{name}您好，您反映的问题已通过私信为您处理好，谢谢您的反馈。",
  /** The brand's own campaigns: names of topics, with a comma between them. */
  "social.campaigns": "",
  /** Who writes privately within this time of being asked to, in public, goes on with that, in ms. */
  "social.privateWindowMs": 48 * HOUR,
  /** Of each agent's public answers and dismissals of a day, this part is looked at again. */
  "social.sampleShare": 0.05,
  /**
   * What an account may send within a day (or an hour, where its platform counts so): words, 模板消息, 订阅通知. 0: as its
   * platform's rules say.
   */
  "budget.sendsMax": 0,
  "budget.templatesMax": 0,
  "budget.subscriptionsMax": 0,
  /** Of it notices use no more than this part, late answers no more than that: the rest is people's. */
  "budget.noticesUntil": 0.6,
  "budget.answersUntil": 0.85,
  /** From here on people are told. */
  "budget.warnFrom": 0.8,
  "notice.welcome":
    "你好，欢迎关注。\n发货、退换、发票、维修、会员，直接打字问我就好；需要人工客服，请回复「转人工」。",
  "notice.greeting": "在的，请说。可以直接写您的问题；需要人工客服，请回复「转人工」。",
  "notice.clarify": "您是想问：",
  "notice.clarifyEnd": "请回复数字；都不是的话，换个说法再问我一次。",
  "notice.missed": "抱歉，这句我没有看懂。请换个说法试试，或回复「转人工」，由客服同事来看。",
  /** After a curse and nothing else that was understood. */
  "notice.offered": "没能帮上您，抱歉。回复「转人工」，马上为您接客服同事。",
  "notice.saidBefore":
    "刚才的回答没有解决您的问题，抱歉。请说说试过哪一步、现在怎样，或回复「转人工」，马上为您接客服同事。",
  "notice.unreadable":
    "收到了。机器人还看不懂图片、语音这类消息，请用文字说说您的问题，或回复「转人工」，由客服同事来看。",
  "notice.handedOver":
    "好的，已为您转给人工客服，您在等候中。客服接待后会在这里回复您；您可以先把问题和订单号写下来，都会保留。",
  /** What is told at once where there is danger; who it then waits for follows where nobody is there. */
  "notice.risk":
    "请先停止使用，断开电源，远离发热或冒烟的机器；有人不适请尽快就医，紧急情况请拨打 120 或 119。您说的情况我们很重视，由专人跟进。",
  "notice.riskHealth":
    "请先停止使用并开窗通风；有人不适请尽快就医，紧急情况请拨打急救电话 120。您说的情况我们很重视，由专人跟进。",
  "notice.riskInfant":
    "孕妇、婴幼儿能否使用，请以说明书原文为准，拿不准时请先不要使用。由专人为您核对后回复；有人不适请尽快就医。",
  "notice.riskMinor":
    "收到了，由专人来帮你。买东西和退钱要和爸爸妈妈或其他监护人一起办，请先告诉家里的大人，专人会一步一步说明怎么做。",
  "notice.riskClaim":
    "您的意见我们收到了，已登记，由专人跟进回复。方便的话请把订单号和相关页面的链接发在这里，都会保留。",
  "notice.riskFraud":
    "请先不要转账，不要告诉任何人验证码和密码，不要点对方的链接；我们不会要这些。由专人为您核实；已有损失请拨打 110。",
  "notice.riskData": "您关于个人信息的要求我们收到了，已登记，由专人核实后办理，结果会在这里告诉您。",
  "notice.riskHarm":
    "我们很担心您。请先联系身边信任的人；情况紧急请拨打 110 或 120，想找人说说可以拨打心理援助热线 12356。由专人马上联系您。",
  /** Told after it to whoever begins to wait, where there is something to tell; a preset fills it. */
  "notice.opening": "",
  "notice.reopened": "好的，已为您接回人工客服，正在排队。刚才的聊天内容都在，请直接往下说。",
  /** {ahead}: how many wait before her. */
  "notice.ahead": "您在人工排队中，前面还有 {ahead} 位。客服接待后会在这里回复您，不用一直守着。",
  "notice.next": "您在人工排队中，前面没有人了，下一位就是您。",
  "notice.many": "您在人工排队中，现在等候的人很多，客服接待后会在这里回复您，不用一直守着。",
  "notice.orphaned": "接待您的客服已离线，正在为您转给其他同事。聊天内容都会保留，不用再说一遍。",
  "notice.rating":
    "本次服务就到这里。刚才的服务您满意吗？请回复一个数字：5 非常满意，4 满意，3 一般，2 不满意，1 非常不满意。",
  "notice.rated": "收到您的评价，谢谢。",
  /** {time}: the promised time. */
  "notice.leftMessage":
    "现在客服不在线，您的留言已收到，我们会在 {time} 前在这里回复您。可以先把问题和订单号写下来，都会保留。",
  "notice.afterHours":
    "现在不在服务时间，您的留言已收到，我们会在 {time} 前在这里回复您。可以先把问题和订单号写下来，都会保留。",
  "notice.nobodyReady":
    "现在客服都不方便接待，您的留言已收到，我们会在 {time} 前在这里回复您。可以先把问题和订单号写下来，都会保留。",
  "notice.queueFull":
    "现在排队的人太多，不让您白等：您的留言已收到，我们会在 {time} 前在这里回复您。可以先把问题和订单号写下来，都会保留。",
  /** What may be chosen before closing and while shut, numbered; {ahead}, {time} as above. */
  "choice.begin": "您也可以选：",
  "choice.wait": "继续排队，前面还有 {ahead} 位",
  "choice.waitNext": "继续排队，前面没有人，下一位就是您",
  "choice.waitMany": "继续排队，现在等候的人很多",
  "choice.later": "不用等，{time} 前在这里答复您",
  "choice.call": "不用等，{time} 前给您回电",
  "choice.end": "回复数字即可。",
  "choice.laterTaken": "好的，不用守着：我们会在 {time} 前在这里答复您。有要补充的随时发来，都会保留。",
  "choice.callTaken": "好的，我们会在 {time} 前给您回电。请把手机号和方便接电话的时间发在这里。",
  "notice.riskLeft": "现在客服不在线，已记为紧急留言，会在 {time} 前由专人回复您。",
} as const;

export type SettingKey = keyof typeof registry;

type Widen<T> = T extends number ? number : T extends string ? string : never;
export type Settings = { readonly [Key in SettingKey]: Widen<(typeof registry)[Key]> };

export const defaultSettings: Settings = registry;

/** Texts that are no free texts. */
const wellFormed: Partial<Record<SettingKey, (value: string) => boolean>> = {
  "hours.open": isClockTime,
  "hours.close": isClockTime,
  "hours.zone": isZone,
  "social.approvalAlways": isSwitch,
  "answer.repeats": isSwitch,
};

function isSwitch(value: string): boolean {
  return value === "on" || value === "off";
}

const fits = (key: SettingKey, value: unknown): boolean =>
  typeof value === typeof registry[key] && (typeof value !== "string" || (wellFormed[key]?.(value) ?? true));

/** Stored values over defaults. A value of an unknown key or of another form is reported, never used. */
export function readSettings(stored: Iterable<readonly [key: string, value: unknown]>): {
  readonly settings: Settings;
  readonly wrong: readonly string[];
} {
  const settings: Record<string, number | string> = { ...registry };
  const wrong: string[] = [];
  for (const [key, value] of stored) {
    if (Object.hasOwn(registry, key) && fits(key as SettingKey, value)) {
      settings[key] = value as number | string;
    } else {
      wrong.push(key);
    }
  }
  return { settings: settings as Settings, wrong };
}
