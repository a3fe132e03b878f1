import { shallowRef } from "vue";

/** The window is on the screen and has the keyboard: what it shows is seen. */
export const isWindowSeen = shallowRef(false);

const look = (): void => {
  isWindowSeen.value = document.visibilityState === "visible" && document.hasFocus();
};

export function startWindowState(): () => void {
  const names = ["focus", "blur"] as const;
  for (const name of names) addEventListener(name, look);
  document.addEventListener("visibilitychange", look);
  look();
  return () => {
    for (const name of names) removeEventListener(name, look);
    document.removeEventListener("visibilitychange", look);
  };
}
