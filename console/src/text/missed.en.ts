export const text = {
  "missed.text":
    "Calls of the last seven days that reached nobody: those that rang at your seat, and those of the queues that you look after. Whoever calls back has it alone.",
  "missed.none": "No missed calls",
  "missed.none.text": "A call that nobody has taken stands here until somebody calls back.",
  "missed.who": "Caller",
  "missed.at": "When",
  "missed.rang": "Rang at",
  "missed.nobody": "nobody who was there",
  "missed.queue": "Queue",
  "missed.state": "What became of it",
  "missed.waits": "Nobody calls back yet",
  "missed.back": "{name} calls back",
  "missed.reached": "reached {time}",
  "missed.withheld": "No number: nobody can call back",
  "missed.call": "Call back",
  "missed.call_of": "Call {name} back",
  "missed.open": "Open",
} as const;
