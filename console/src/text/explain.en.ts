/** Why: who would get a customer that waits. */
export const text = {
  explain: "Why she still waits",
  "explain.title": "Who would get this customer",
  "explain.renewed": "Renewed every 5 seconds",
  "explain.chain": "How she was passed on",
  "explain.passed_on": "Passed on {n} time | Passed on {n} times",
};
