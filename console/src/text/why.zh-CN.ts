/** 机器人为什么这样说。 */
export const text = {
  "why.ask": "为什么这样答",
} as const;
