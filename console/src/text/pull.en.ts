/** Pulling: whom an agent may take by herself. */
export const text = {
  "pull.title": "Customers to take",
  "pull.waiting": "{n} waits | {n} wait",
  "pull.take": "Take",
  "pull.take_of": "Take {name}",
  "pull.not_yet": "Not open to you yet.",
  "pull.not_seated": "Sign in on a seat to take one.",
  "pull.not_ready": "Set yourself ready to take one.",
  "pull.at_capacity": "Your hands are full; end a chat to take one.",
} as const;
