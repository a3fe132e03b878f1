/** Insults. */
export const text = {
  "abuse.recover": "Take a moment",
  "abuse.recovering":
    "A moment for yourself: nothing new comes, no break or adherence counts it, and it ends by itself",
  "abuse.recovered": "I am fine",
} as const;
