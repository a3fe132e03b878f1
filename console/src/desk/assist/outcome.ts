const ENDS = /[\s，。！？；：、,.!?;:~～…]+/u;
/** A shorter run of characters stands in any sentence. */
const RUN_MIN = 4;

/** What became of words that were filled in: said as they were, with changes; undefined: she said something of her own. */
export function outcomeOf(filled: string, said: string): "used" | "changed" | undefined {
  if (said.trim() === filled.trim()) return "used";
  const runs = filled.split(ENDS).filter((run) => run.length >= RUN_MIN);
  const kept = runs.length === 0 ? said.includes(filled.trim()) : runs.some((run) => said.includes(run));
  return kept ? "changed" : undefined;
}
