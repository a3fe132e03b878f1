/** Of new agents: their days, who looks after them, what they practise on. */
export const nurseryStatus = {
  nursery_cap: 409,
  graduate_self: 409,
  not_new: 409,
  graduation_over: 409,
  mentor_self: 409,
  mentor_gone: 409,
  mentor_new: 409,
  practice_gone: 404,
  practice_not_over: 409,
  practice_no_turns: 409,
  practice_private: 409,
  practice_title_private: 409,
  practice_again: 409,
  practice_answered: 409,
} as const;
