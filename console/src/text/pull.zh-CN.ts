/** 抢单: whom an agent may take by herself. */
export const text = {
  "pull.title": "可抢的客户",
  "pull.waiting": "{n} 位在等",
  "pull.take": "抢单",
  "pull.take_of": "抢单 {name}",
  "pull.not_yet": "暂时还没对你开放。",
  "pull.not_seated": "签入座席后可以抢。",
  "pull.not_ready": "置为示闲后可以抢。",
  "pull.at_capacity": "手上已满，结束一个会话后可以抢。",
} as const;
