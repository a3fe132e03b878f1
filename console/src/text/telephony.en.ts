/** Telephone systems. */
export const text = {
  "phone.text":
    "Calls that telephone systems report stand in the same history: nothing new is offered while one rings or is talked, and it has a wrap-up like any chat.",
  "phone.none": "No telephone system yet",
  "phone.none.text":
    "Let one in and give its keys to whoever runs it: it reports its calls as the interface says.",
  "phone.create": "Let a telephone system in",
  "phone.name": "Name",
  "phone.name.example": "For example: switchboard",
  "phone.queue": "Usual queue",
  "phone.queue.text":
    "Where calls belong whose queue is not reported; without one, to the agent's first queue.",
  "phone.queue.none": "None",
  "phone.heard": "Reported last",
  "phone.heard.never": "Never",
  "phone.address": "Where it reports",
  "phone.key": "Key for reports",
  "phone.sign_key": "Key that signs orders to dial",
  "phone.url": "Where it takes orders to dial",
  "phone.url.text":
    "With it agents call customers by a click: the telephone system is told, signed, to ring the seat, then the customer. Without it nobody is called from here.",
  "phone.once": "It is shown this once: copy it now for whoever runs the telephone system.",
  "phone.renew": "New key",
  "phone.renew.title": "Make a new key?",
  "phone.renew.text":
    "The old one ends at once: no call is reported until the telephone system has the new one.",
  "phone.off": "Switched off, nothing that it reports is taken.",
  "phone.saved": "Saved",
} as const;
