import { describe, expect, it } from "@jest/globals";

import { isPrivateAddress } from "../../../src/core/relay/address.ts";
import { admitted, type Breaker, CLOSED, settled } from "../../../src/core/relay/breaker.ts";
import { compare } from "../../../src/core/relay/comparison.ts";
import { percentile, slotOf, TOOK_BOUNDS_MS } from "../../../src/core/relay/took.ts";

describe("a server that fails", () => {
  const failing = (times: number, from: Breaker = CLOSED): Breaker =>
    Array.from({ length: times }).reduce<Breaker>((breaker) => settled(breaker, false, 0), from);

  it("is left alone after five failures in a row, and tried by one call when its time is over", () => {
    expect(admitted(failing(4), 0).may).toBe(true);
    const open = failing(5);
    expect(admitted(open, 4_999).may).toBe(false);
    const first = admitted(open, 5_000);
    expect(first.may).toBe(true);
    expect(admitted(first.breaker, 5_000).may).toBe(false);
    expect(settled(first.breaker, true, 5_000)).toEqual(CLOSED);
  });

  it("is left alone twice as long each time, at most a minute", () => {
    let breaker = failing(5);
    const waits: number[] = [];
    for (let round = 0; round < 6; round += 1) {
      if (breaker.kind !== "open") throw new Error("it is open");
      waits.push(breaker.forMs);
      breaker = settled(admitted(breaker, breaker.until).breaker, false, breaker.until);
    }
    expect(waits).toEqual([5_000, 10_000, 20_000, 40_000, 60_000, 60_000]);
  });

  it("is not punished for calls from before it was left alone, and one success forgives", () => {
    const open = failing(5);
    expect(settled(open, false, 1)).toEqual(open);
    expect(settled(failing(4), true, 0)).toEqual(CLOSED);
  });
});

describe("an address of the house", () => {
  it.each([
    "127.0.0.1 10.1.2.3 172.16.0.1 172.31.255.255 192.168.1.1 169.254.169.254 100.64.0.1 0.0.0.0 224.0.0.1",
    ":: ::1 fe80::1 fe80::1%eth0 fc00::1 fd12:3456::1 ff02::1 ::ffff:10.0.0.1 ::ffff:7f00:1 64:ff9b::a00:1",
    "::127.0.0.1 2001:db8::1 999.1.1.1 1.2.3 nonsense 1:2 :::",
  ])("is any of %s", (addresses) => {
    expect(addresses.split(" ").filter((address) => !isPrivateAddress(address))).toEqual([]);
  });

  it.each(["8.8.8.8 172.32.0.1 100.128.0.1 192.169.0.1 2400:3200::1 ::ffff:8.8.8.8 64:ff9b::808:808"])(
    "is none of %s",
    (addresses) => {
      expect(addresses.split(" ").filter((address) => isPrivateAddress(address))).toEqual([]);
    },
  );
});

describe("what we would have said beside what was said", () => {
  it("is the same whatever the signs, the spaces and the width", () => {
    expect(compare("48 小时内发货。", { kind: "text", text: "４８小时内发货!" })).toBe("same");
    expect(compare("48 小时内发货", { kind: "text", text: "72 小时内发货" })).toBe("different");
    expect(compare("48 小时内发货", { kind: "other", type: "news" })).toBe("different");
  });

  it("is silence on one side, on both, or not known", () => {
    expect(compare(undefined, { kind: "text", text: "在的" })).toBe("we_silent");
    expect(compare("在的", { kind: "silent" })).toBe("they_silent");
    expect(compare(undefined, { kind: "silent" })).toBe("both_silent");
    expect(compare("在的", { kind: "unknown" })).toBe("unknown");
  });
});

describe("how long answers took", () => {
  it("is told by the bound that so many of a hundred stayed within", () => {
    const took = TOOK_BOUNDS_MS.map(() => 0);
    for (let ms = 1; ms <= 100; ms += 1) took[slotOf(ms)] = (took[slotOf(ms)] ?? 0) + 1;
    expect(percentile(took, 50)).toBe(50);
    expect(percentile(took, 99)).toBe(100);
    expect(
      percentile(
        TOOK_BOUNDS_MS.map(() => 0),
        99,
      ),
    ).toBeUndefined();
    expect(slotOf(60_000)).toBe(TOOK_BOUNDS_MS.length - 1);
  });
});
