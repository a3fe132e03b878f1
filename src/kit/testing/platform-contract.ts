import { decodingCases } from "./cases/decoding.ts";
import { keyCases } from "./cases/keys.ts";
import { passiveCases } from "./cases/passive.ts";
import { robustnessCases } from "./cases/robustness.ts";
import { verificationCases } from "./cases/verification.ts";
import type { ContractCase } from "./contract-case.ts";
import type { PlatformDriver } from "./platform-driver.ts";

/** What every platform adapter owes its callers. An adapter's test runs each case: `it(name, run)`. */
export function platformContract(driver: PlatformDriver): readonly ContractCase[] {
  return [
    ...verificationCases(driver),
    ...decodingCases(driver),
    ...keyCases(driver),
    ...passiveCases(driver),
    ...robustnessCases(driver),
  ];
}
