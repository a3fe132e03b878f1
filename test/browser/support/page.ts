import type { Page } from "playwright-core";

const QUIET_MS = 250;

/** Waits until the page has stopped changing: what was asked of the server is shown, nothing is still being drawn. */
export async function settled(page: Page): Promise<void> {
  await page.locator("#app > *").first().waitFor();
  await page.evaluate(
    (quietMs) =>
      new Promise<void>((resolve) => {
        const done = (): void => {
          observer.disconnect();
          resolve();
        };
        let timer = setTimeout(done, quietMs);
        const observer = new MutationObserver(() => {
          clearTimeout(timer);
          timer = setTimeout(done, quietMs);
        });
        // Clocks and waits go on for ever; what appears and goes does not.
        observer.observe(document.body, { childList: true, subtree: true });
      }),
    QUIET_MS,
  );
}

/** What cannot be reached without scrolling sideways: the page itself, or a control that the window cuts. */
export function cutOff(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => {
    const wide = document.documentElement.scrollWidth > innerWidth ? ["the page scrolls sideways"] : [];
    const controls = [...document.querySelectorAll<HTMLElement>("button, a, input, select, textarea")];
    return [
      ...wide,
      ...controls
        .filter(
          (control) => control.checkVisibility() && control.closest(".scroll-x, .unseen, .skip") === null,
        )
        .filter((control) => !control.matches(".skip, .unseen"))
        .filter((control) => {
          const { left, right, width } = control.getBoundingClientRect();
          return width > 0 && (left < -1 || right > innerWidth + 1);
        })
        .map(
          (control) => `${control.tagName} ${control.className}: ${control.textContent.trim().slice(0, 40)}`,
        ),
    ];
  });
}

/**
 * What the page itself says: without what people wrote or are called (`bdi`, `.said`, `names`) and what is marked as
 * another language.
 */
export async function wordsOf(page: Page, names: readonly string[]): Promise<readonly string[]> {
  const { words, called } = await page.evaluate(() => {
    const isForeign = (element: Element | null): boolean =>
      element === null || element.closest("bdi, .said, [lang]:not(html), script, style") !== null;
    const found: string[] = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
      if (!isForeign(node.parentElement)) found.push(node.textContent ?? "");
    }
    for (const element of document.querySelectorAll("[aria-label], [placeholder], [title]")) {
      if (isForeign(element)) continue;
      for (const name of ["aria-label", "placeholder", "title"]) found.push(element.getAttribute(name) ?? "");
    }
    const called = [...document.querySelectorAll("bdi")].map(({ textContent }) => textContent.trim());
    return { words: found, called };
  });
  const longestFirst = [...names, ...called].filter(Boolean).sort((one, other) => other.length - one.length);
  return words
    .map((text) => longestFirst.reduce((left, name) => left.replaceAll(name, "…"), text).trim())
    .filter((text) => text !== "");
}

/** Runs the first command that these words find. */
export async function chooseInPalette(page: Page, words: string): Promise<void> {
  await page.keyboard.press("Control+k");
  await page.keyboard.type(words);
  await page.keyboard.press("Enter");
}
