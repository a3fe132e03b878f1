const HOUR = 3_600_000;
/** Beyond it nobody is counted any more until the hour is over. */
const IPS_MAX = 1_000;

export type IpCounter = {
  readonly used: (ip: string, at: number) => number;
  readonly count: (ip: string, at: number) => void;
};

/** Calls of each address within the hour. */
export function countIps(): IpCounter {
  let hour = 0;
  let used = new Map<string, number>();

  function turn(at: number): void {
    const now = Math.floor(at / HOUR);
    if (now !== hour) used = new Map();
    hour = now;
  }

  return {
    used(ip, at) {
      turn(at);
      return used.get(ip) ?? 0;
    },
    count(ip, at) {
      turn(at);
      if (used.has(ip) || used.size < IPS_MAX) used.set(ip, (used.get(ip) ?? 0) + 1);
    },
  };
}
