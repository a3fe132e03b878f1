import type { Settings } from "../../core/setting/registry.ts";

export type SettingStore = {
  /** What holds for all; accounts may differ. */
  readonly read: () => Promise<Settings>;
};
