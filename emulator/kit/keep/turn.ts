import { type Timer, wait } from "../time/timer.ts";

/** How pushes go astray: each of the next so many twice at once, or behind the one that follows it. */
export type Astray = { readonly kind: "twice" | "swapped"; readonly left: number };

/** The account's pushes, as far as they go astray. */
export type Pushes = {
  astray: Astray | undefined;
  /** Lets the one go that was held back. */
  held: (() => void) | undefined;
  /** Delivers a fan's last push once more. */
  readonly again: Map<string, () => Promise<unknown>>;
};

export const straight = (): Pushes => ({ astray: undefined, held: undefined, again: new Map() });

/** Nobody waits longer for a push that does not come. */
const HELD_MS_MAX = 60_000;
const AGAIN_MAX = 200;

/** How often a push is delivered; one that is held back waits here. `pass` lets go what waits behind this one. */
export async function takeTurn(
  pushes: Pushes,
  timer: Timer,
): Promise<{ readonly times: 1 | 2; readonly pass: () => void }> {
  const { astray } = pushes;
  if (pushes.held !== undefined || astray === undefined) {
    return { times: 1, pass: () => pushes.held?.() };
  }
  pushes.astray = astray.left > 1 ? { ...astray, left: astray.left - 1 } : undefined;
  if (astray.kind === "twice") return { times: 2, pass: () => undefined };
  await Promise.race([
    new Promise<void>((go) => {
      pushes.held = go;
    }),
    wait(timer, HELD_MS_MAX),
  ]);
  pushes.held = undefined;
  return { times: 1, pass: () => undefined };
}

/** Beyond the limit the one that was remembered first is forgotten. */
export function rememberPush(pushes: Pushes, openid: string, again: () => Promise<unknown>): void {
  pushes.again.delete(openid);
  pushes.again.set(openid, again);
  const [oldest] = pushes.again.keys();
  if (pushes.again.size > AGAIN_MAX && oldest !== undefined) pushes.again.delete(oldest);
}
