/** Of helpers (临时支援). */
export const staffingStatus = {
  helper_gone: 404,
  helper_member: 409,
  helper_open: 409,
  helper_time: 400,
  helper_canned_only: 409,
  helper_own_only: 409,
  helper_not_public: 409,
} as const;
