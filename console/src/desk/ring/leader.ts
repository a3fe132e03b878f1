import { shallowRef } from "vue";

/** Only one of several tabs rings and notifies: the one that got the lock first, until it closes. */
export const isLeader = shallowRef(false);

const NAME = "seatbridge.ring";
/** Without locks: who has not been heard of for so long has gone. */
const HEARD_MS_MAX = 3_000;
const BEAT_MS = 1_000;

/** Takes part until the returned function is called. */
export function joinTabs(): () => void {
  // Absent where the page is not secure, e.g. by address in an office network.
  return "locks" in navigator ? joinByLock() : joinByChannel();
}

function joinByLock(): () => void {
  const left = new AbortController();
  let release: (() => void) | undefined;
  navigator.locks
    .request(NAME, { signal: left.signal }, () => {
      isLeader.value = true;
      return new Promise<void>((resolve) => (release = resolve));
    })
    .catch(() => undefined);
  return () => {
    isLeader.value = false;
    left.abort();
    release?.();
  };
}

/** The tab with the smallest sign leads; each tells that it is there once a second. */
function joinByChannel(): () => void {
  const sign = `${performance.timeOrigin} ${Math.random()}`;
  const heard = new Map<string, number>();
  const channel = new BroadcastChannel(NAME);
  channel.addEventListener("message", ({ data }: MessageEvent<string>) => heard.set(data, Date.now()));
  const beat = (): void => {
    channel.postMessage(sign);
    for (const [other, at] of heard) if (Date.now() - at > HEARD_MS_MAX) heard.delete(other);
    isLeader.value = [...heard.keys()].every((other) => sign < other);
  };
  beat();
  const timer = setInterval(beat, BEAT_MS);
  return () => {
    clearInterval(timer);
    channel.close();
    isLeader.value = false;
  };
}
