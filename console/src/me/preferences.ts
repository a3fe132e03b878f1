import { reactive, watch } from "vue";

import { type Language, useLanguage } from "../text/index.ts";

/** What a person chose for this device. Kept in local storage; the same key and names as public/boot.js. */
export type Preferences = {
  language: Language;
  theme: "auto" | "light" | "dark";
  density: "standard" | "compact";
  /** Pixels of what was said in a thread. */
  messageSize: 13 | 14 | 16;
  /** What sends: Enter, or Ctrl with Enter. The other makes a line. */
  sendKey: "enter" | "ctrl-enter";
  /** 0 is silent, 1 full. */
  volume: number;
};

const KEY = "seatbridge.preferences";

export const preferences: Preferences = reactive({
  language: document.documentElement.lang === "en" ? "en" : "zh-CN",
  theme: "auto",
  density: "standard",
  messageSize: 14,
  sendKey: "enter",
  volume: 0.6,
  ...readKept(),
});

function readKept(): Partial<Preferences> {
  try {
    return JSON.parse(localStorage.getItem(KEY) ?? "{}") as Partial<Preferences>;
  } catch {
    return {};
  }
}

const prefersDark = matchMedia("(prefers-color-scheme: dark)");

export function isDark(): boolean {
  return preferences.theme === "dark" || (preferences.theme === "auto" && prefersDark.matches);
}

function show(): void {
  const { dataset } = document.documentElement;
  dataset["theme"] = isDark() ? "dark" : "light";
  dataset["density"] = preferences.density;
  dataset["messageSize"] = String(preferences.messageSize);
}

/** Shows the preferences and every later change of them, also one that another tab makes. */
export async function applyPreferences(): Promise<void> {
  show();
  prefersDark.addEventListener("change", show);
  watch(preferences, () => {
    show();
    try {
      localStorage.setItem(KEY, JSON.stringify(preferences));
    } catch {
      // a device that keeps nothing: they hold until the page is left
    }
  });
  watch(
    () => preferences.language,
    (language) => void useLanguage(language),
  );
  addEventListener("storage", (event) => {
    if (event.key === KEY) Object.assign(preferences, readKept());
  });
  await useLanguage(preferences.language);
}
