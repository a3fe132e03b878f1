/** Everything that an emulated platform keeps has a limit; beyond it the oldest goes. */

/** Fans of one account; beyond it the one who was quiet longest is forgotten. */
export const FANS_MAX = 200;
/** Items of one phone's thread. */
export const THREAD_MAX = 200;
/** Entries of one account's ledger. */
export const LEDGER_MAX = 400;
/** Characters of a request or an answer that the ledger keeps. */
export const WIRE_CHARS_MAX = 8_192;
/** What is written to disk without the media. */
export const STATE_BYTES_MAX = 4 * 1_024 * 1_024;
