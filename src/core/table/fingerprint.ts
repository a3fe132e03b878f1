const SALTS = [0x811c9dc5, 0x5bd1e995] as const;
const PRIME = 0x01000193;

/** 16 letters that stand for a plan: whoever was shown one does not do another. No secret, and no guard against one who forges. */
export const fingerprintOf = (plan: unknown): string => {
  const text = JSON.stringify(plan);
  return SALTS.map((salt) => hashed(text, salt)).join("");
};

function hashed(text: string, salt: number): string {
  let hash = salt;
  for (let at = 0; at < text.length; at += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(at), PRIME);
    hash ^= hash >>> 13;
  }
  return (hash >>> 0).toString(16).padStart(8, "0");
}
