import { describe, expect, it } from "@jest/globals";

import { shareMedia } from "../../src/serve/secret/shared-media.ts";
import { testVault } from "../support/vault.ts";

const HOUR = 3_600_000;
const id = "0190a0e0-0000-7000-8000-000000000000";
let now = 0;
const shared = shareMedia(testVault, () => now);
const restOf = (path: string | undefined): string => (path ?? "").replace(/^\/shared\//, "");

describe("the address of a medium that is given away", () => {
  it("opens that medium for an hour, and nothing else ever", () => {
    now = 1_000;
    const rest = restOf(shared.pathOf(id));
    expect(shared.idOf(rest)).toBe(id);
    now += HOUR - 1;
    expect(shared.idOf(rest)).toBe(id);
    now += 1;
    expect(shared.idOf(rest)).toBeUndefined();
  });

  it("cannot be altered, and none can be made without a key", () => {
    const [, until = "", signature = ""] = restOf(shared.pathOf(id)).split("/");
    const other = id.replace("8000", "8001");
    for (const rest of [
      `${other}/${until}/${signature}`,
      `${id}/${Number(until) + HOUR}/${signature}`,
      `${id}/${until}/${signature}x`,
      `${id}/${until}/`,
      `${id}/${until}/${signature}/more`,
      `../${id}/${until}/${signature}`,
      "",
    ]) {
      expect(shared.idOf(rest)).toBeUndefined();
    }
    const keyless = shareMedia({ sign: () => undefined, isSigned: () => false }, () => now);
    expect(keyless.pathOf(id)).toBeUndefined();
  });
});
