const KIBIBYTE = 1_024;
const MEBIBYTE = KIBIBYTE * KIBIBYTE;

/** So many bytes as people read them. */
export const sizeOf = (bytes: number, digits = 1): string =>
  bytes < MEBIBYTE ? `${Math.ceil(bytes / KIBIBYTE)} KB` : `${(bytes / MEBIBYTE).toFixed(digits)} MB`;
