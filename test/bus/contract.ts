import { afterEach, beforeEach, expect, it } from "@jest/globals";
import type { Bus } from "../../src/bus/bus.ts";
import { ear } from "./ear.ts";

/** Two ends of one bus, the same object where there is only one process; linked when this resolves. */
export type Ends = { readonly near: Bus; readonly far: Bus; readonly errors: unknown[] };

/** What every bus does. `open` is called once per case. */
export function busContract(open: () => Promise<Ends>): void {
  let ends: Ends;

  beforeEach(async () => {
    ends = await open();
  });
  afterEach(async () => {
    await Promise.all([ends.near.close(), ends.far.close()]);
  });

  it("wakes subscribers at both ends with the key", async () => {
    const [near, far] = [ear(), ear()];
    ends.near.subscribe("outbox", near.wake);
    ends.far.subscribe("outbox", far.wake);

    ends.near.publish("outbox", "m1");

    expect(await near.next()).toEqual(["m1"]);
    expect(await far.next()).toEqual(["m1"]);
  });

  it("makes one wake of a burst, with each key once", async () => {
    const far = ear();
    ends.far.subscribe("outbox", far.wake);

    for (const key of ["m1", "m2", "m1", "m3"]) ends.near.publish("outbox", key);
    expect(await far.next()).toEqual(["m1", "m2", "m3"]);

    ends.near.publish("outbox", "after");
    expect(await far.next()).toEqual(["after"]);
  });

  it("keeps topics apart", async () => {
    const [outbox, seating] = [ear(), ear()];
    ends.far.subscribe("outbox", outbox.wake);
    ends.far.subscribe("seating", seating.wake);

    ends.near.publish("outbox", "m1");
    ends.near.publish("seating", "q1");

    expect(await outbox.next()).toEqual(["m1"]);
    expect(await seating.next()).toEqual(["q1"]);
    expect(outbox.unheard).toEqual([]);
  });

  it.each<[string, readonly (string | undefined)[]]>([
    ["one publish has no key", ["m1", undefined, "m2"]],
    ["there are too many keys", Array.from({ length: 101 }, (_, n) => `m${n}`)],
  ])("says to look at everything when %s", async (_, keys) => {
    const far = ear();
    ends.far.subscribe("outbox", far.wake);

    for (const key of keys) ends.near.publish("outbox", key);

    expect(await far.next()).toBeUndefined();
  });

  it("carries any topic and key unchanged", async () => {
    const far = ear();
    ends.far.subscribe(`座席 "1" '\\`, far.wake);

    ends.near.publish(`座席 "1" '\\`, "退款 \n\u0001💧");

    expect(await far.next()).toEqual(["退款 \n\u0001💧"]);
  });

  it("does not wake within publish", async () => {
    const near = ear();
    ends.near.subscribe("outbox", near.wake);

    ends.near.publish("outbox", "m1");

    expect(near.unheard).toEqual([]);
    expect(await near.next()).toEqual(["m1"]);
  });

  it("does not wake who ended the subscription, and wakes the others", async () => {
    const [gone, stays] = [ear(), ear()];
    const end = ends.far.subscribe("outbox", gone.wake);
    ends.far.subscribe("outbox", stays.wake);

    end();
    end();
    ends.near.publish("outbox", "m1");

    expect(await stays.next()).toEqual(["m1"]);
    expect(gone.unheard).toEqual([]);
  });

  it("wakes the others when a subscriber throws, and reports it", async () => {
    const stays = ear();
    const broken = new Error("broken subscriber");
    ends.far.subscribe("outbox", () => {
      throw broken;
    });
    ends.far.subscribe("outbox", stays.wake);

    ends.near.publish("outbox", "m1");

    expect(await stays.next()).toEqual(["m1"]);
    expect(ends.errors).toEqual([broken]);
  });

  it("tells what still waits when it closes, and nothing afterwards", async () => {
    const far = ear();
    ends.far.subscribe("outbox", far.wake);

    ends.near.publish("outbox", "last");
    await ends.near.close();
    ends.near.publish("outbox", "too late");

    expect(await far.next()).toEqual(["last"]);
    await ends.near.close();
    await ends.far.close();
    expect(far.unheard).toEqual([]);
  });
}
