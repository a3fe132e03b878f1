import { z } from "zod";

import type { LedgerEntry } from "./ledger.ts";
import { STATE_BYTES_MAX } from "./limits.ts";
import type { Store } from "./store.ts";

/** Saving takes at most a tenth of the time, and is never put off for longer than this. */
const IDLE_PER_SAVE = 9;
const SAVE_AFTER_MS_MAX = 500;
/** Of the ledger, what is worth a place on disk: a page of it. */
const LEDGER_KEPT = 60;

/** What is written of a room; all else of it are lists, too. */
export type Kept = {
  readonly accountId: string;
  readonly fans: readonly unknown[];
  readonly ledger: readonly LedgerEntry[];
  readonly lastEntry: number;
};

/** What was kept; nothing where there is no file, or one that is not understood. `lists` are those of each room. */
export async function recall<K extends Kept>(
  store: Store,
  lists: readonly (keyof K & string)[],
): Promise<readonly K[]> {
  const isKept = (value: unknown): boolean =>
    typeof value === "object" &&
    value !== null &&
    lists.every((name) => Array.isArray((value as Record<string, unknown>)[name]));
  // Only the frame is checked: the file is our own, and one of another version is put aside as a whole.
  const file = z.object({ version: z.literal(1), rooms: z.array(z.custom<K>(isKept)) });
  const text = await store.load();
  const parsed = file.safeParse(text === undefined ? undefined : parse(text));
  return parsed.success ? parsed.data.rooms : [];
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/**
 * Writes what changed: at once while there is little, so that a power cut takes next to nothing, and less often the
 * longer a save takes. `close` writes the rest.
 */
export function remember(
  store: Store,
  books: { readonly watch: (listener: () => void) => () => void },
  kept: () => readonly Kept[],
  onTrouble: (error: unknown) => void,
): { readonly close: () => Promise<void> } {
  let timer: NodeJS.Timeout | undefined;
  let saving: Promise<void> = Promise.resolve();
  let pauseMs = 0;

  async function write(): Promise<void> {
    const start = performance.now();
    await store.save(encode(kept())).catch(onTrouble);
    pauseMs = Math.min(IDLE_PER_SAVE * (performance.now() - start), SAVE_AFTER_MS_MAX);
  }

  function save(): Promise<void> {
    clearTimeout(timer);
    timer = undefined;
    saving = saving.then(write);
    return saving;
  }

  const unwatch = books.watch(() => {
    timer ??= setTimeout(() => void save(), pauseMs).unref();
  });
  return {
    async close() {
      unwatch();
      await (timer === undefined ? saving : save());
    },
  };
}

/** Within the limit: first the ledgers go, then the fans who were quiet longest. */
function encode(rooms: readonly Kept[]): string {
  let kept = rooms;
  for (;;) {
    const text = JSON.stringify({ version: 1, rooms: kept });
    if (Buffer.byteLength(text) <= STATE_BYTES_MAX || kept.every(({ fans }) => fans.length === 0))
      return text;
    kept = kept.map((room) => ({
      ...room,
      fans: room.ledger.length > 0 ? room.fans : room.fans.slice(Math.ceil(room.fans.length / 2)),
      ledger: [],
    }));
  }
}

/** What was under way when the process ended will never be answered. */
export const worthKeeping = (ledger: readonly LedgerEntry[]): readonly LedgerEntry[] =>
  ledger.filter((entry) => entry.kind === "call" || entry.verdict.kind !== "pending").slice(-LEDGER_KEPT);
