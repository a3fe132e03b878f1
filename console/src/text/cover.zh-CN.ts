export const text = {
  "cover.title": "代管",
  "cover.count": "{n} 位在等 | {n} 位在等",
  "cover.for": "{name} · {cause}",
  "cover.call": "在通话",
  "cover.break": "小休中",
  "cover.away": "暂时离开",
  "cover.answer": "代答",
  "cover.answer_of": "代答 {name}",
  "cover.meanwhile": "代管期间 {n} 条：{name} | 代管期间 {n} 条：{name}",
  "cover.known": "知道了",
} as const;
