import type { Page } from "playwright-core";

/** What a page holds on to. */
export type Held = {
  /** Bytes of its script's heap. */
  readonly heap: number;
  readonly listeners: number;
  /** Nodes of its documents, drawn or not. */
  readonly nodes: number;
};

/** After everything that is nobody's was thrown away. */
export async function heldBy(page: Page): Promise<Held> {
  const chrome = await page.context().newCDPSession(page);
  await chrome.send("HeapProfiler.collectGarbage");
  const { usedSize } = await chrome.send("Runtime.getHeapUsage");
  const { jsEventListeners, nodes } = await chrome.send("Memory.getDOMCounters");
  await chrome.detach();
  return { heap: usedSize, listeners: jsEventListeners, nodes };
}
