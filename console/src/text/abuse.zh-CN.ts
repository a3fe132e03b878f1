/** 辱骂 */
export const text = {
  "abuse.recover": "缓一缓",
  "abuse.recovering": "缓一缓：暂不派新会话，不计入小休和考勤，到点自动恢复示闲",
  "abuse.recovered": "我好了",
} as const;
