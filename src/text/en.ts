/** English. Every code of the interface, with its parameters in braces. */
export const en = {
  "health.ok": "Fans are being answered",
  "health.not_ok": "Some fans cannot be answered",
  "health.account": "Account",
  "health.platform": "Platform",
  "health.entries": "FAQ entries",
  "health.state": "State",
  "health.simulated": "practice",
  "health.can_answer": "Can answer",
  "health.budget_warned": "{used} of {sends} sends are used until {until}; notices stop first",
  "health.budget_used_up":
    "All {sends} sends are used until {until}; answers that leave with a webhook are not affected",
  "health.silent":
    "no message since {since}, longer than usual: check the address on the platform's page, the certificate, the proxy",
  "health.token_theirs": "Its token comes from the brand's token server",
  "health.no_accounts": "No account is connected yet.",
  "health.database_ok": "Database answers in {ms} ms",
  "health.database_down": "The database does not answer",
  "health.clock_skewed": "This machine's clock and the database's differ by more than 2 seconds",
  "health.no_knowledge": "Nothing is published in its FAQ: every question goes to a person",
  "health.lanes_behind": "Messages are waiting longer than a platform waits for an answer",
  "health.stopping": "The service is shutting down",
} as const;
