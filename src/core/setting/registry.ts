import { HOUR, MINUTE } from "../kernel/instant.ts";
import { isZone } from "../kernel/zone.ts";
import { isClockTime } from "../seating/promise.ts";

/** Every number and text that may be turned, with its default. Stored rows override by scope. */
const registry = {
  "answer.threshold": 0.52,
  "answer.margin": 0.11,
  "answer.missesMax": 2,
  "answer.optionsMax": 3,
  /** A bot contact without a word from the fan for so long is closed, in ms. */
  "bot.idleMs": 30 * MINUTE,
  /** What the bot cannot answer at once may be a piece of more: it waits so long for the next, in ms; 0: not at all. */
  "turn.pauseMs": 2_500,
  /** And never longer than this after the first piece. */
  "turn.waitMsMax": 4_000,
  /** Who writes within this time after a talk with a person goes on with it, in ms. */
  "contact.reopenMs": 24 * HOUR,
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
  /** With so many wrap-ups owed an agent gets no new contact. */
  "wrapup.owedMax": 5,
  /** Who rejected a contact, or did not answer its offer, is not asked for it again for so long, in ms. */
  "offer.excludeMs": 2 * MINUTE,
  /** Nor for any other for so long, in ms. */
  "offer.coolMs": 10_000,
  /** The same two are never brought together again sooner, in ms. */
  "offer.pairMs": 1_000,
  /** A desk unheard of for so long gets nothing new; after the grace it is lost, in ms. */
  "seat.silentMs": 30_000,
  "seat.graceMs": 90_000,
  /** Who waits while nobody of the queue has been signed in for so long is told when to expect us, in ms. */
  "floor.nobodyMs": 5 * MINUTE,
  /** What the platform did not take is tried so often, */
  "send.triesMax": 5,
  /** and no longer than this after it was said, in ms. */
  "send.ageMsMax": 10 * MINUTE,
  /** Of the places that a fan's word opens so many are people's until the last, */
  "ledger.keptForPeople": 2,
  /** and all notices together get no more than these. */
  "ledger.noticesMax": 1,
  "notice.welcome":
    "你好，欢迎关注。\n发货、退换、发票、维修、会员，直接打字问我就好；需要人工客服，请回复「转人工」。",
  "notice.greeting": "在的，请说。可以直接写您的问题；需要人工客服，请回复「转人工」。",
  "notice.clarify": "您是想问：",
  "notice.clarifyEnd": "请回复数字；都不是的话，换个说法再问我一次。",
  "notice.missed": "抱歉，这句我没有看懂。请换个说法试试，或回复「转人工」，由客服同事来看。",
  "notice.unreadable":
    "收到了。机器人还看不懂图片、语音这类消息，请用文字说说您的问题，或回复「转人工」，由客服同事来看。",
  "notice.handedOver":
    "好的，已为您转给人工客服，您在等候中。客服接待后会在这里回复您；您可以先把问题和订单号写下来，都会保留。",
  "notice.risk":
    "您说的情况我们很重视，已转给客服专员处理。如涉及用电或人身安全，请先停止使用并断开电源；有人不适请尽快就医。",
  "notice.reopened": "好的，已为您接回人工客服，正在排队。刚才的聊天内容都在，请直接往下说。",
  "notice.orphaned": "接待您的客服已离线，正在为您转给其他同事。聊天内容都会保留，不用再说一遍。",
  "notice.rating":
    "本次服务就到这里。刚才的服务您满意吗？请回复一个数字：5 非常满意，4 满意，3 一般，2 不满意，1 非常不满意。",
  "notice.rated": "收到您的评价，谢谢。",
  /** {time}: the promised time. */
  "notice.leftMessage":
    "现在客服不在线，您的留言已收到，我们会在 {time} 前在这里回复您。可以先把问题和订单号写下来，都会保留。",
  "notice.riskLeft":
    "您说的情况我们很重视。现在客服不在线，已记为紧急留言，会在 {time} 前由专人回复您。如涉及用电或人身安全，请先停止使用并断开电源；有人不适请尽快就医，紧急情况请拨打 120 或 119。",
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
};

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
