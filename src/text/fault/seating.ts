/** Of agents at their seats, and of offers. */
export const seatingFaults = {
  seat_taken: { en: "{name} sits there. Choose another seat.", zh: "{name} 正在使用这个座席，请换一个。" },
  presence_illegal: {
    en: "This cannot follow now: from {from} to {to}.",
    zh: "当前状态（{from}）不能改为 {to}。",
  },
  offer_gone: { en: "There is no such offer.", zh: "没有这个接待邀请。" },
  offer_taken: { en: "{name} has this contact now.", zh: "这个会话已由 {name} 接待。" },
  offer_over: {
    en: "The time for this offer is over. The contact went on.",
    zh: "这个接待邀请已结束，会话已转给其他同事。",
  },
} as const;
