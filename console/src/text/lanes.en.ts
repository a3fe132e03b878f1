/** In which queue a matter waits. */
export const text = {
  "lanes.text":
    "A customer's words tell her matter; by it is decided in which queue she waits for a person, and how far in front. It holds within seconds.",
  "lanes.matter": "Matter",
  "lanes.queue": "Queue",
  "lanes.queue.own": "The account's own",
  "lanes.queue.of": "Queue for “{lane}”",
  "lanes.queue.lost": "The queue that was named is closed or gone; the account's own is used. Choose again.",
  "lanes.boost": "Priority",
  "lanes.boost.none": "By waiting time",
  "lanes.boost.minutes": "As if {n} minutes had been waited already",
  "lanes.risk": "Danger",
  "lanes.risk.text":
    "Injury, fire, minors, fraud, law and press. The bot says one safe sentence and calls a person at once.",
  "lanes.complaint": "Complaint",
  "lanes.complaint.text":
    "Discontent, demands, what was not solved several times. The bot offers no answers.",
  "lanes.purchase": "Purchase",
  "lanes.purchase.text": "Wants to buy, compares, asks the price or whether it is in stock.",
  "lanes.service": "Service",
  "lanes.service.text": "Orders, parcels, returns, repairs, invoices; and whatever tells nothing else.",
  "lanes.praise": "Praise",
  "lanes.praise.text": "Praise and thanks.",
  "lanes.save": "Save",
  "lanes.saved": "Saved; it holds within seconds",
  "lanes.try": "Try a sentence",
  "lanes.try.text":
    "Write what a customer might say, and see where it goes and by which words. Nothing is sent.",
  "lanes.try.words": "A customer's words",
  "lanes.try.example": "For example: the kettle is smoking",
  "lanes.try.is": "Matter: {lane}",
  "lanes.try.because": "because of “{words}”",
  "lanes.try.usual": "Nothing in it tells the matter: it is taken for service",
  "lanes.try.waits": "Waits in: {queue}",
  "lanes.safe": "What is said at once where there is danger",
  "lanes.safe.text":
    "One sentence for each: it keeps people safe, judges nothing and admits no guilt. It can be read here, not changed.",
} as const;
