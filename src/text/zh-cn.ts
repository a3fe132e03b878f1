import type { en } from "./en.ts";

/** 简体中文，与英文逐条对应。 */
export const zhCn: Readonly<Record<keyof typeof en, string>> = {
  "health.ok": "粉丝消息正常应答",
  "health.not_ok": "有粉丝消息无法应答",
  "health.account": "账号",
  "health.platform": "平台",
  "health.entries": "标准问",
  "health.state": "状态",
  "health.simulated": "练习",
  "health.can_answer": "可以应答",
  "health.budget_warned": "主动发送额度已用 {used} / {sends}，到 {until} 为止；系统提示会先停",
  "health.budget_used_up": "主动发送额度 {sends} 条已用完，到 {until} 恢复；随消息返回的回复不受影响",
  "health.silent": "自 {since} 起没有消息，比平时久：请核对平台页面的服务器地址、证书和代理",
  "health.token_theirs": "令牌来自品牌的令牌服务器",
  "health.no_accounts": "还没有接入账号。",
  "health.database_ok": "数据库 {ms} 毫秒内响应",
  "health.database_down": "数据库没有响应",
  "health.clock_skewed": "本机时钟与数据库相差超过 2 秒",
  "health.no_knowledge": "没有已发布的标准问：每个问题都会转人工",
  "health.lanes_behind": "消息等候已超过平台等待应答的时间",
  "health.stopping": "服务正在停止",
};
