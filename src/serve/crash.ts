import type { Config } from "../config.ts";
import type { Crash } from "../flow/crash-point.ts";

/** In tests, dies at the configured point as a power cut would: no handler runs. */
export function createCrash(config: Config["crash"]): Crash {
  if (config === undefined) return () => undefined;
  let passed = 0;
  return (point) => {
    if (point !== config.point) return;
    passed += 1;
    if (passed === config.nth) process.kill(process.pid, "SIGKILL");
  };
}
