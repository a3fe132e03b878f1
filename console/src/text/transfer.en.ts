/** Transfer: a customer is passed on to another queue. */
export const text = {
  transfer: "Transfer",
  "transfer.title": "Transfer {name}",
  "transfer.queue": "To which queue",
  "transfer.here": "this queue",
  "transfer.free": "{n} place free | {n} places free",
  "transfer.ready": "{n} agent ready | {n} agents ready",
  "transfer.nobody": "Nobody ready",
  "transfer.waiting": "{n} waiting | {n} waiting",
  "transfer.note": "A note for whoever takes over",
  "transfer.note.hint": "What she wants, what was done. She does not see it",
  "transfer.anew": "Let her wait as if she had just asked (otherwise by how long she has waited)",
  "transfer.nobody.warn": "Nobody of this queue is ready now: she waits until somebody is.",
  "transfer.none": "There is no other queue",
  "transfer.none.text": "An administrator can add one on the page “Queues”.",
  "transfer.send": "Transfer",
  "transfer.done": "{name} was passed on to {queue}",
};
