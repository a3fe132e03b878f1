/** Where nothing may be said to a customer any more: why, and what may be done instead. */
export const text = {
  "desk.places.closed": "The time to reply is over.",
  "desk.places.used_up": "No replies are left for this customer.",
  "desk.places.instead": "You can reply once the customer writes again; until then leave a note, or:",
  "desk.await": "Tell me when they write",
  "desk.await.hint": "You are told once when the customer writes again, whoever answers",
  "desk.await.on": "You will be told",
  "desk.await.stop": "Do not tell me",
  "desk.heard.known": "Got it",
};
