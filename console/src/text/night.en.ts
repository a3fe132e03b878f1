/** What was left while a queue was shut. */
export const text = {
  "night.is": "Left overnight",
  "night.promised": "promised by {time}",
  "night.call_by": "wishes to be called, promised by {time}",
  "night.left": "{time} left",
  "night.late": "{time} late",
  "night.asked": "Asked:",
  "night.answered": "The bot said:",
  "night.tab.empty": "Nothing was left overnight in the last 14 days",
  "night.tab.empty.text":
    "Once customers leave messages while the queue is shut, this shows day by day how much was promised, how much was kept, and what they chose.",
  "night.date": "Due on",
  "night.kept": "Kept",
  "night.broken": "Broken",
  "night.open": "Not due yet",
  "night.gone": "Customer left first",
  "night.rate": "Kept rate",
  "night.shown": "Shown a choice",
  "night.wait": "Wait on",
  "night.later": "Answered later",
  "night.call": "Be called",
  "night.note":
    "Kept: an agent replied before the promised time (or, where a call was wished for, took the contact). The rate leaves out what is not due and customers who left first.",
};
