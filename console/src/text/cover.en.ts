export const text = {
  "cover.title": "To cover",
  "cover.count": "{n} waiting | {n} waiting",
  "cover.for": "{name} · {cause}",
  "cover.call": "on the telephone",
  "cover.break": "on a break",
  "cover.away": "away",
  "cover.answer": "Answer",
  "cover.answer_of": "Answer {name} for a colleague",
  "cover.meanwhile": "{n} message while you were away: {name} | {n} messages while you were away: {name}",
  "cover.known": "Known",
} as const;
