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
  call_withheld: {
    en: "The number was not shown: nobody can call back.",
    zh: "对方没有显示号码，无法回拨。",
  },
  called_back: { en: "{name} calls back already.", zh: "{name}已经在回拨。" },
  dial_not_seated: {
    en: "Sign in on a seat first: its telephone is what rings.",
    zh: "请先签入座席：要振铃的是座席上的电话。",
  },
  dial_on_call: { en: "You are on a call. End it first.", zh: "您正在通话，请先结束这通电话。" },
  dial_under_way: {
    en: "Another call of yours is being put through. Wait until it is over.",
    zh: "您的另一通电话正在接通，请等它结束再拨。",
  },
  dial_limited: {
    en: "No more than {max} calls a minute. Try again in a moment.",
    zh: "每分钟最多拨打 {max} 次，请稍后再试。",
  },
  dial_unavailable: {
    en: "No telephone system takes orders to dial. An administrator enters its address on the page of telephone systems.",
    zh: "没有可外呼的电话系统。请管理员在“电话系统”页填写它的外呼地址。",
  },
  dial_number_missing: {
    en: "No telephone system knows this customer's number yet. Type it.",
    zh: "还不知道这位客户的号码，请输入号码。",
  },
  dial_number_wrong: {
    en: "This is no telephone number. Digits, spaces and a leading + are fine.",
    zh: "这不是电话号码：只能有数字、空格和开头的 +。",
  },
  contact_is_call: {
    en: "This is a telephone call: the telephone, not the desk, does that.",
    zh: "这是一通电话：请在电话上操作，工作台不能这样处理。",
  },
} as const;
