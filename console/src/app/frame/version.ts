import { shallowRef } from "vue";

import { onFrame } from "../../api/stream.ts";

/** True once the server has a newer console than the one on this page. */
export const isOutdated = shallowRef(false);

let mine: string | null = null;

/** Every time the line comes back, which it also does after the server was updated: is the page still the same? */
export function watchVersion(): void {
  onFrame("hello", () => void compare());
  // A part of the page that the server no longer has.
  addEventListener("vite:preloadError", () => (isOutdated.value = true));
}

async function compare(): Promise<void> {
  const etag = await fetch("/desk", { method: "HEAD", cache: "no-cache" }).then(
    (response) => (response.ok ? response.headers.get("etag") : null),
    () => null,
  );
  if (etag === null) return;
  mine ??= etag;
  if (etag !== mine) isOutdated.value = true;
}
