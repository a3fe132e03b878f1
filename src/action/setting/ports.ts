import type { Instant } from "../../core/kernel/instant.ts";
import type { Settings } from "../../core/setting/registry.ts";

export type SettingStore = {
  /** What holds for all now; accounts may differ. */
  readonly read: () => Promise<Settings>;
  /** The same of whom the scope names, e.g. `account:<id>`. */
  readonly readFor: (scope: string) => Promise<Settings>;
  /** What usually holds for whom the scope names, whatever a preset makes otherwise now: what is edited. */
  readonly usual: (scope: string) => Promise<Settings>;
  /** What differs for whom the scope names, e.g. `account:<id>`. */
  readonly keep: (scope: string, settings: Partial<Settings>, by: string, at: Instant) => Promise<void>;
};
