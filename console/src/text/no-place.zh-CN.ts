/** Where nothing may be said to a customer any more: why, and what may be done instead. */
export const text = {
  "desk.places.closed": "可回复时段已过。",
  "desk.places.used_up": "这位客户的回复条数已用完。",
  "desk.places.instead": "客户再发来消息即可回复；现在可写内部备注，或：",
  "desk.await": "再来信时提醒我",
  "desk.await.hint": "客户再发来消息时提醒您一次，不论由谁接待",
  "desk.await.on": "来信时会提醒您",
  "desk.await.stop": "取消提醒",
  "desk.heard.known": "知道了",
};
