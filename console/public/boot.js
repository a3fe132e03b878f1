// What must be right at the first paint. The same keys as src/me/preferences.ts.
(() => {
  let kept = {};
  try {
    kept = JSON.parse(localStorage.getItem("seatbridge.preferences") ?? "{}") ?? {};
  } catch {
    // a device that keeps nothing starts with the defaults
  }
  const html = document.documentElement;
  const dark =
    kept.theme === "dark" || (kept.theme !== "light" && matchMedia("(prefers-color-scheme: dark)").matches);
  html.dataset.theme = dark ? "dark" : "light";
  html.dataset.density = kept.density === "compact" ? "compact" : "standard";
  if (kept.language === "en" || kept.language === "zh-CN") html.lang = kept.language;
})();
