import type { text as zhCn } from "./settings.zh-CN.ts";

export const text: Readonly<Record<keyof typeof zhCn, string>> = {
  "settings.state": "State",
  "settings.on": "In use",
  "settings.off": "Off",
  "settings.in_use": "In use",
  "settings.save": "Save",
  "settings.make": "Create",
  "settings.saved": "Saved",
  "settings.now": "As it stands now:",
  "settings.reasons": "Categories",
  "settings.canned": "Canned replies",
};
