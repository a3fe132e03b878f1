/** Insults. */
export const text = {
  "abuse.warn": "Warn of insults ({n} of {max} sent)",
  "abuse.warned": "The warning is sent | The last warning is sent; a leader may end the chat if it goes on",
  "abuse.end.asked": "This customer was warned {max} times for insults; if it goes on, you may end the chat",
  "abuse.end": "End for insults",
  "abuse.end.title": "End this chat for insults?",
  "abuse.end.text":
    "The customer is not asked for a rating, the agent fills the wrap-up, and the customer may write again.",
  "abuse.ended": "The chat has ended",
  "abuse.recover": "Take a moment",
  "abuse.recovering":
    "A moment for yourself: nothing new comes, no break or adherence counts it, and it ends by itself",
  "abuse.recovered": "I am fine",
} as const;
