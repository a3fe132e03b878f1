/** Of calls that are wrong in form, or that cannot be served now. */
export const requestFaults = {
  not_found: { en: "There is nothing at this address.", zh: "这个地址没有内容。" },
  method_wrong: { en: "This address does not know that method.", zh: "这个地址不支持这种请求方法。" },
  body_malformed: { en: "The body is not valid JSON.", zh: "请求正文不是有效的 JSON。" },
  body_not_json: {
    en: "Send the body as application/json.",
    zh: "请求正文请以 application/json 发送。",
  },
  body_too_large: {
    en: "The body is larger than {bytesMax} bytes.",
    zh: "请求正文超过 {bytesMax} 字节。",
  },
  input_invalid: {
    en: "Not accepted: {fields}. Correct it and try again.",
    zh: "内容有误：{fields}。请改正后再试。",
  },
  origin_wrong: {
    en: "The call comes from another site and was refused. Open the console at its own address.",
    zh: "请求来自其他网站，已拒绝。请从控制台自己的地址打开。",
  },
  idempotency_key_missing: {
    en: "The call needs an Idempotency-Key of 1 to 64 visible characters.",
    zh: "请求缺少 Idempotency-Key（1 到 64 个可见字符）。",
  },
  idempotency_key_reused: {
    en: "This Idempotency-Key belongs to another request. Use a new key for each action.",
    zh: "这个 Idempotency-Key 已用于别的请求，每次操作请换新的。",
  },
  raced: {
    en: "Somebody changed this at the same moment. Look again, then repeat it.",
    zh: "同一时刻有人改动了这里。请看过最新内容后再操作。",
  },
  busy: {
    en: "Somebody is busy with this right now. Try again in a moment.",
    zh: "这里正在处理别的操作，请稍后再试。",
  },
  unavailable: {
    en: "The database does not answer. Nothing was changed. Try again in a moment.",
    zh: "数据库没有响应，没有改动任何内容，请稍后再试。",
  },
  internal: {
    en: "Something went wrong on our side. Quote the request's number when you report it.",
    zh: "系统出错了。反馈时请提供请求编号。",
  },
} as const;
