/** Of telephone systems and their calls. */
export const callFaults = {
  cti_key_wrong: {
    en: "This key is no telephone system's. Ask an administrator for a new one.",
    zh: "这个密钥不属于任何电话系统。请向管理员索取新的密钥。",
  },
  cti_limited: {
    en: "No more than {max} reports a minute. Try again in the next one.",
    zh: "每分钟最多上报 {max} 次，请在下一分钟再试。",
  },
  cti_gone: { en: "There is no such telephone system.", zh: "没有这个电话系统。" },
  cti_seat_unknown: {
    en: "There is no seat with the number {seat}. Nothing was kept.",
    zh: "没有编号为 {seat} 的座席，这次上报没有保存。",
  },
  cti_agent_unknown: {
    en: "No agent has this login or employee number. Nothing was kept.",
    zh: "没有客服使用这个账号或工号，这次上报没有保存。",
  },
  call_kind_unknown: {
    en: "A call is reported as one of: {kinds}. Nothing was kept.",
    zh: "通话只能上报为：{kinds}。这次上报没有保存。",
  },
  call_in_future: {
    en: "The call's time lies more than a day ahead. Look at the telephone system's clock.",
    zh: "通话时间比现在晚一天以上，请检查电话系统的时钟。",
  },
  call_gone: { en: "There is no call here.", zh: "这里没有通话。" },
  contact_is_call: {
    en: "This is a telephone call: the telephone, not the desk, does that.",
    zh: "这是一通电话：请在电话上操作，工作台不能这样处理。",
  },
} as const;
