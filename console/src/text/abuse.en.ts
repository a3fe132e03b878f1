/** Insults. */
export const text = {
  "abuse.warn": "Warn of insults ({n} of {max} sent)",
  "abuse.warned": "The warning is sent | The last warning is sent; a leader may end the chat if it goes on",
  "abuse.give": "Give to a colleague for insults",
  "abuse.give.title": "Give this customer to a colleague for insults?",
  "abuse.give.text":
    "Once for each chat; it counts as no transfer and no refusal, and you are not offered it again. The customer sees nothing, your leader sees it.",
  "abuse.given": "Given to a colleague",
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
  "abuse.flag": "Insulted {n} times, until {until}",
  "abuse.flag.lifted": "Insult mark lifted",
  "abuse.flag.title": "Insulted repeatedly",
  "abuse.flag.why":
    "This customer was lately warned a last time in {n} chats. The mark goes by itself on {until}; it only tells, and changes neither the queue, nor urgency, nor what the bot says.",
  "abuse.flag.lifted.by": "{name} lifted the mark on {at}: {reason}. Whatever comes after that counts anew.",
  "abuse.lift": "Lift the mark",
  "abuse.lift.reason": "Reason",
  "abuse.lift.reason.no_abuse": "It was no insult",
  "abuse.lift.reason.our_fault": "We were at fault first",
  "abuse.lift.reason.apologised": "The customer apologised",
  "abuse.lift.reason.someone_else": "It was someone else",
  "abuse.lift.text":
    "It holds at once and stands in the record of actions; whatever comes after it counts anew.",
} as const;
