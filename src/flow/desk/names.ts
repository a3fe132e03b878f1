import type { DeskStore } from "./ports.ts";

const NAMES_MAX = 5_000;

/** How people are called: asked once a name, and again now and then. */
export function createNames({ names: read }: Pick<DeskStore, "names">) {
  const names = new Map<string, string>();
  return {
    async learn(staffIds: readonly string[]): Promise<void> {
      const unknown = [...new Set(staffIds)].filter((id) => !names.has(id));
      if (unknown.length === 0) return;
      if (names.size + unknown.length > NAMES_MAX) names.clear();
      for (const [id, name] of await read(unknown)) names.set(id, name);
    },
    of: (staffId: string): string => names.get(staffId) ?? "",
  };
}
