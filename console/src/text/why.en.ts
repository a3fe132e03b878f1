/** Of why the bot said something. */
export const text = {
  "why.ask": "Why this?",
} as const;
