import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import pg from "pg";
import { notifyBus } from "../../src/bus/notify.ts";
import { notifyConnection } from "../../src/store/notify-connection.ts";
import { testDatabase } from "../support/database.ts";
import { busContract } from "./contract.ts";
import { ear } from "./ear.ts";
import { linkedEnd, linkedEnds } from "./linked-ends.ts";

describe("notify bus", () => {
  let database: Awaited<ReturnType<typeof testDatabase>>;
  const open = (channel = "seatbridge wake") =>
    linkedEnd((options) =>
      notifyBus({
        ...options,
        connect: (events) => notifyConnection({ url: database.url, channel }, events),
      }),
    );

  beforeAll(async () => {
    database = await testDatabase();
  });
  afterAll(() => database.drop());

  busContract(() => linkedEnds(open));

  it("listens again and looks at everything after the session was ended", async () => {
    const [near, far] = [open(), open()];
    await Promise.all([near.link("up"), far.link("up")]);
    const heard = ear();
    far.bus.subscribe("outbox", heard.wake);

    const admin = new pg.Client({ connectionString: database.url });
    await admin.connect();
    await admin.query(
      "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'seatbridge bus'",
    );
    await admin.end();
    await Promise.all([near.link("down"), far.link("down")]);
    await Promise.all([near.link("up"), far.link("up")]);
    expect(await heard.next()).toBeUndefined();

    near.bus.publish("outbox", "m1");
    expect(await heard.next()).toEqual(["m1"]);
    await Promise.all([near.bus.close(), far.bus.close()]);
  });
});

describe("notify bus without a database", () => {
  it("opens, wakes its own process and closes", async () => {
    // Port 1 of the loopback: nothing listens there.
    const url = "postgres://nobody@127.0.0.1:1/none";
    const { bus } = linkedEnd((options) =>
      notifyBus({ ...options, connect: (events) => notifyConnection({ url, channel: "x" }, events) }),
    );
    const heard = ear();
    bus.subscribe("outbox", heard.wake);

    bus.publish("outbox", "m1");

    expect(await heard.next()).toEqual(["m1"]);
    await bus.close();
  });
});
