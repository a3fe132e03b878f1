/** Longest body that is read, in bytes; the largest real one is some kilobytes. */
export const jsonBytesMax = 256 * 1024;

/** Deepest nesting of objects and lists, the root included; real bodies reach four. */
export const jsonDepthMax = 8;

/** Most values and names of one body; real ones have fewer than a hundred. */
export const jsonNodesMax = 1_000;

/** What is read of one body. */
export type JsonLimits = { readonly bytesMax: number; readonly depthMax: number; readonly nodesMax: number };

/** Of a webhook, which is a stranger's. */
export const webhookLimits: JsonLimits = {
  bytesMax: jsonBytesMax,
  depthMax: jsonDepthMax,
  nodesMax: jsonNodesMax,
};
