import { randomUUID } from "node:crypto";
import { describe, expect, it } from "@jest/globals";
import { Redis } from "ioredis";
import { redisBus } from "../../src/bus/redis.ts";
import { busContract } from "./contract.ts";
import { ear } from "./ear.ts";
import { linkedEnd, linkedEnds } from "./linked-ends.ts";

const url = process.env["TEST_REDIS_URL"];

(url === undefined ? describe.skip : describe)("redis bus (needs TEST_REDIS_URL)", () => {
  const open = (prefix: string) => linkedEnd((options) => redisBus({ ...options, url: url ?? "", prefix }));

  busContract(() => {
    const prefix = `seatbridge_test_${randomUUID()}:`;
    return linkedEnds(() => open(prefix));
  });

  it("does not hear other deployments on the same Redis", async () => {
    const [ours, theirs, next] = ["a", "b", "a"].map((letter) =>
      open(`seatbridge_test_${prefixOf(letter)}:`),
    );
    if (ours === undefined || theirs === undefined || next === undefined) throw new Error("Three buses.");
    await Promise.all([ours, theirs, next].map(({ link }) => link("up")));
    const heard = ear();
    next.bus.subscribe("outbox", heard.wake);

    theirs.bus.publish("outbox", "theirs");
    await theirs.bus.close();
    ours.bus.publish("outbox", "ours");

    expect(await heard.next()).toEqual(["ours"]);
    await Promise.all([ours.bus.close(), next.bus.close()]);
  });

  it("subscribes again and looks at everything after the connection was cut", async () => {
    const prefix = `seatbridge_test_${randomUUID()}:`;
    const [near, far] = [open(prefix), open(prefix)];
    await Promise.all([near.link("up"), far.link("up")]);
    const heard = ear();
    far.bus.subscribe("outbox", heard.wake);

    const admin = new Redis(url ?? "");
    await cutAll(admin, `${prefix}bus`);
    admin.disconnect();
    await Promise.all([near.link("down"), far.link("down")]);
    await Promise.all([near.link("up"), far.link("up")]);

    expect(await heard.next()).toBeUndefined();
    await Promise.all([near.bus.close(), far.bus.close()]);
  });
});

describe("redis bus without a Redis", () => {
  it("opens, wakes its own process and closes", async () => {
    // Port 1 of the loopback: nothing listens there.
    const { bus } = linkedEnd((options) =>
      redisBus({ ...options, url: "redis://127.0.0.1:1", prefix: "x:" }),
    );
    const heard = ear();
    bus.subscribe("outbox", heard.wake);

    bus.publish("outbox", "m1");

    expect(await heard.next()).toEqual(["m1"]);
    await bus.close();
  });
});

const run = randomUUID();
const prefixOf = (letter: string) => `${run}_${letter}`;

/** Ends the connections of this name only: others may use the same Redis. */
async function cutAll(admin: Redis, name: string) {
  const list = String(await admin.client("LIST"));
  for (const line of list.split("\n")) {
    const id = /^id=(\d+) /.exec(line)?.[1];
    if (id !== undefined && line.includes(` name=${name} `)) await admin.client("KILL", "ID", id);
  }
}
