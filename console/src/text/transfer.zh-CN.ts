/** 转接: a customer is passed on to another queue. */
export const text = {
  transfer: "转接",
  "transfer.title": "转接 {name}",
  "transfer.queue": "转到哪个队列",
  "transfer.here": "当前队列",
  "transfer.free": "空闲 {n} 位 | 空闲 {n} 位",
  "transfer.ready": "{n} 人示闲 | {n} 人示闲",
  "transfer.nobody": "无人示闲",
  "transfer.waiting": "{n} 人排队 | {n} 人排队",
  "transfer.note": "给接手同事的留言",
  "transfer.note.hint": "客户要什么、已经做了什么。客户看不到",
  "transfer.anew": "从队尾重新排队（默认按已等待的时间排）",
  "transfer.nobody.warn": "这个队列现在无人示闲，客户要等到有人示闲才会被接待。",
  "transfer.none": "没有其他可转接的队列",
  "transfer.none.text": "请管理员在“队列”页面新建。",
  "transfer.send": "转接",
  "transfer.done": "已转接 {name} 到 {queue}",
};
