/** 辱骂 */
export const text = {
  "abuse.warn": "辱骂提醒（已 {n}/{max} 次）",
  "abuse.warned": "已发送提醒 | 已发送最后一次提醒；继续辱骂时，班长可以结束会话",
  "abuse.end.asked": "已因辱骂提醒客户 {max} 次；继续辱骂时，您可以结束这次会话",
  "abuse.end": "因辱骂结束",
  "abuse.end.title": "因辱骂结束这次会话？",
  "abuse.end.text": "客户不会收到评价邀请，小结仍由接待的客服填写。客户之后还可以再来咨询。",
  "abuse.ended": "会话已结束",
  "abuse.recover": "缓一缓",
  "abuse.recovering": "缓一缓：暂不派新会话，不计入小休和考勤，到点自动恢复示闲",
  "abuse.recovered": "我好了",
} as const;
