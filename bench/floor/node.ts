import { randomFillSync } from "node:crypto";

import { createIds } from "../../src/core/kernel/id.ts";
import { startSeating } from "../../src/serve/seat/seating.ts";
import { openBusOf, type Report } from "./wire.ts";

// A process that seats, as a server does, and tells its parent what became true.

const url = process.env["FLOOR_URL"] ?? "";
const tell = (report: Report): void => void process.send?.(report);

const bus = openBusOf(url);
const seating = startSeating({
  url,
  channels: { of: () => undefined },
  bus,
  clock: Date.now,
  ids: createIds(Date.now, (bytes) => randomFillSync(bytes)),
  watch: {
    seated: ({ contactId, staffId }) => tell({ kind: "seated", contactId, staffId, at: Date.now() }),
    refused: (_, why) => tell({ kind: "refused", why }),
    held: (_, isHeld) => tell({ kind: "held", isHeld, at: Date.now() }),
    dueSoon: () => undefined,
    done: () => undefined,
    miscounted: (counts) => tell({ kind: "miscounted", count: counts.length }),
    trouble: (error) => tell({ kind: "trouble", why: error instanceof Error ? error.message : "?" }),
  },
});

process.on("disconnect", () => process.exit());
process.on("SIGTERM", () => {
  void seating
    .stop()
    .then(() => bus.close())
    .finally(() => process.exit());
});
