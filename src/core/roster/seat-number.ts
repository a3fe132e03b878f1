/** What stands on a seat: A-007. */
export const SEAT_NUMBER = /^[A-Z0-9][A-Z0-9-]{0,15}$/;
