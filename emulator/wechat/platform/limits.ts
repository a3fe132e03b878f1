/** What this platform takes and keeps beside what every platform does; beyond it the oldest goes. */

/** Media of one account. */
export const MEDIA_MAX = 200;
/** Bytes of all media of one account. */
export const MEDIA_BYTES_MAX = 64 * 1_024 * 1_024;
/** A picture that a fan sends. */
export const FAN_PICTURE_BYTES_MAX = 2 * 1_024 * 1_024;
/** Body of an API call that is JSON. */
export const JSON_BYTES_MAX = 128 * 1_024;
/** Body of an upload: the largest medium, and what multipart writes around it. */
export const UPLOAD_BYTES_MAX = 10 * 1_024 * 1_024 + 8_192;
export const NAME_CHARS_MAX = 32;
/** What one fan writes at once; the app's own field takes about as much. */
export const TEXT_CHARS_MAX = 5_000;
/** Materials of one account, and bytes of all of them: the platform's own hundred thousand would not fit here. */
export const MATERIALS_MAX = 500;
export const MATERIAL_BYTES_MAX = 64 * 1_024 * 1_024;
/** What was said at the platform's own desk, and how much of each. */
export const RECORDS_MAX = 500;
export const RECORD_CHARS_MAX = 1_000;
/** A medium that is given to be checked by its address. */
export const CHECKED_BYTES_MAX = 10 * 1_024 * 1_024;
