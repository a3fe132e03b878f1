/** Answers that are suggested. */
export const text = {
  assist: "Suggested answers",
  "assist.sure.high": "Sure",
  "assist.sure.fair": "Likely",
  "assist.sure.low": "Unsure",
  "assist.none": "No answer fits",
  "assist.nothing_open": "Nothing is open; answers to what the customer asks are suggested here",
  "assist.failed": "Suggestions could not be had. You can reply all the same.",
  "assist.dismiss": "Does not fit",
  "assist.dismiss_this": "Does not fit: {title}",
  "assist.dismissed": "Noted: does not fit",
  "assist.back": "It does fit",
} as const;
