/** Longest body that is read, in bytes; the largest real one is some kilobytes. */
export const xmlBytesMax = 256 * 1024;

/** Deepest nesting of elements, the root included; real bodies reach five. */
export const xmlDepthMax = 8;

/** Most elements and attributes of one body; real ones have fewer than a hundred. */
export const xmlNodesMax = 1_000;
