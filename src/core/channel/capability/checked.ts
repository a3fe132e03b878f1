import type { Content } from "../content.ts";

/**
 * Words of ours of which the platform is asked before they leave (内容安全). `deliver` asks by itself; a webhook cannot wait
 * for that, so what leaves with it has to be known beforehand.
 */
export type CheckedWords = {
  /** Whether it may leave unasked, with a webhook: its words were found fine lately. Never waits. */
  readonly mayLeave: (content: Content) => boolean;
  /** Asks about what will be said, so that it may leave. Never throws. */
  readonly foresee: (contents: readonly Content[]) => Promise<void>;
};
