/** What of a node of the tree is needed to choose one. */
export type ReasonNode = {
  readonly id: string;
  readonly parentId: string | null;
  readonly key: string;
  readonly name: string;
  readonly nameEn: string | null;
  readonly active: boolean;
};

/** A leaf with the way to it: what can be chosen. */
export type ReasonLeaf = { readonly id: string; readonly key: string; readonly path: readonly string[] };

/** The leaves that are offered, in the tree's order, with their names in a language. */
export function reasonLeaves(nodes: readonly ReasonNode[], language: "zh-CN" | "en"): readonly ReasonLeaf[] {
  const active = nodes.filter((node) => node.active);
  const byId = new Map(active.map((node) => [node.id, node]));
  const parents = new Set(active.map(({ parentId }) => parentId));
  const nameOf = ({ name, nameEn }: ReasonNode): string => (language === "en" ? (nameEn ?? name) : name);
  const pathOf = (node: ReasonNode): readonly string[] => {
    const parent = node.parentId === null ? undefined : byId.get(node.parentId);
    return [...(parent === undefined ? [] : pathOf(parent)), nameOf(node)];
  };
  return (
    active
      // A branch that is switched off takes its leaves with it.
      .filter(({ id, parentId }) => !parents.has(id) && (parentId === null || byId.has(parentId)))
      .map((node) => ({ id: node.id, key: node.key, path: pathOf(node) }))
  );
}

/** What matches the words, those used last first; a leaf's own name counts before the names above it. */
export function searchReasons(
  leaves: readonly ReasonLeaf[],
  recentIds: readonly string[],
  words: string,
): readonly ReasonLeaf[] {
  const wanted = words.normalize("NFKC").toLowerCase().trim();
  const rank = ({ id, key, path }: ReasonLeaf): number => {
    const recent = recentIds.indexOf(id);
    const usedLast = recent < 0 ? recentIds.length : recent;
    if (wanted === "") return usedLast;
    const own = (path.at(-1) ?? "").toLowerCase();
    if (own.startsWith(wanted) || key.toLowerCase().startsWith(wanted)) return usedLast;
    if (own.includes(wanted)) return 100 + usedLast;
    return path.join(" ").toLowerCase().includes(wanted) ? 200 + usedLast : Number.NaN;
  };
  return leaves
    .map((leaf) => ({ leaf, rank: rank(leaf) }))
    .filter((one) => !Number.isNaN(one.rank))
    .toSorted((a, b) => a.rank - b.rank)
    .map(({ leaf }) => leaf);
}
