/** Of what an agent wrote and the house does not say. */
export const outgoingFaults = {
  reply_banned: {
    en: "The house does not promise “{word}”. Take it back and write it otherwise.",
    zh: "「{word}」是店里不作的承诺，请取回改写后再发。",
  },
  promotion_barred: {
    en: "Nothing is offered to a customer who complains or is in danger (“{word}”).",
    zh: "客户在投诉或遇到危险，不能推销（「{word}」）。",
  },
  promotion_last_place: {
    en: "The last message that the platform takes is not for an offer (“{word}”).",
    zh: "只剩最后一条可发，不能用来推销（「{word}」）。",
  },
  promotion_twice: {
    en: "Something was offered in this contact before; once is enough (“{word}”).",
    zh: "这次会话已推销过一次，不能再发（「{word}」）。",
  },
  promotion_consent: {
    en: "This is an offer (“{word}”). Is the matter solved, and does the customer want to hear it? At most one a contact.",
    zh: "这是推销（「{word}」）。事情办完了、客户也愿意听，才可以发；每次会话最多一条。",
  },
  promise_over: {
    en: "“{word}” is of the entry “{title}”, whose time is over. Does it still hold?",
    zh: "「{word}」出自已过期的知识《{title}》，现在还作数吗？",
  },
  date_over: {
    en: "“{word}” is over. Does the offer still hold?",
    zh: "「{word}」已经过去，这项优惠还作数吗？",
  },
} as const;
