import { describe, expect, it } from "@jest/globals";
import { linkedBus, type Link, type LinkEvents } from "../../src/bus/linked.ts";
import { afterByTimer, type After } from "../../src/bus/window.ts";
import { ear } from "./ear.ts";

/** A bus on a link that the test plays. */
function played(send: Link["send"] = async () => undefined, after: After = afterByTimer) {
  const news: string[] = [];
  let events: LinkEvents | undefined;
  const bus = linkedBus(
    (given) => {
      events = given;
      return { send, close: async () => undefined };
    },
    {
      after,
      onError: (error) => news.push(String(error)),
      onLink: (state, reason) => news.push(reason === undefined ? state : `${state}: ${reason}`),
    },
  );
  if (events === undefined) throw new Error("The bus opened no link.");
  return { bus, events, news };
}

describe("linked bus", () => {
  it("wakes its own process while the link refuses everything", async () => {
    const { bus } = played(async () => {
      throw new Error("away");
    });
    const heard = ear();
    bus.subscribe("outbox", heard.wake);

    bus.publish("outbox", "m1");
    expect(await heard.next()).toEqual(["m1"]);

    bus.publish("outbox", "m2");
    expect(await heard.next()).toEqual(["m2"]);
    await bus.close();
  });

  it("hears others, and not itself, on the channel", async () => {
    const carried = ear();
    const { bus, events } = played(async (payload) => carried.wake([payload]));
    const other = played();
    const [own, others] = [ear(), ear()];
    bus.subscribe("outbox", own.wake);
    other.bus.subscribe("outbox", others.wake);

    bus.publish("outbox", "m1");
    expect(await own.next()).toEqual(["m1"]);
    const [payload] = (await carried.next()) ?? [];
    events.receive(payload ?? "");
    other.events.receive(payload ?? "");
    bus.publish("outbox", "m2");

    expect(await others.next()).toEqual(["m1"]);
    expect(await own.next()).toEqual(["m2"]);
    await Promise.all([bus.close(), other.bus.close()]);
  });

  it("looks at everything each time that the link is back", async () => {
    const { bus, events, news } = played();
    const [outbox, seating] = [ear(), ear()];
    bus.subscribe("outbox", outbox.wake);
    bus.subscribe("seating", seating.wake);

    events.up();
    expect([await outbox.next(), await seating.next()]).toEqual([undefined, undefined]);

    events.down("reset");
    events.down("refused");
    events.up();
    expect(await outbox.next()).toBeUndefined();
    expect(news).toEqual(["up", "down: reset", "up"]);
    await bus.close();
  });

  it.each(["", "{", "null", "[]", `{"topic":"outbox"}`, `{"origin":"a","topic":"outbox","keys":[1]}`])(
    "passes over %j on the channel",
    async (payload) => {
      const { bus, events, news } = played();
      const heard = ear();
      bus.subscribe("outbox", heard.wake);

      events.receive(payload);
      bus.publish("outbox", "m1");

      expect(await heard.next()).toEqual(["m1"]);
      expect(news).toEqual([]);
      await bus.close();
    },
  );

  it("has one message on its way at a time, and merges what is published meanwhile", async () => {
    const sent: unknown[] = [];
    const asked = ear();
    const answers: (() => void)[] = [];
    const timers: (() => void)[] = [];
    const { bus } = played(
      (payload) => {
        sent.push((JSON.parse(payload) as { keys?: unknown }).keys);
        asked.wake([]);
        return new Promise((resolve) => answers.push(resolve));
      },
      (_, run) => {
        timers.push(run);
        opened.wake([]);
        return () => undefined;
      },
    );
    const opened = ear();
    const closeWindow = async () => {
      await opened.next();
      timers.shift()?.();
    };

    for (const key of ["m1", "m2", "m3"]) {
      bus.publish("outbox", key);
      await closeWindow();
    }
    expect(sent).toEqual([["m1"]]);

    answers.shift()?.();
    await closeWindow();
    await asked.next();
    await asked.next();
    expect(sent).toEqual([["m1"], ["m2", "m3"]]);

    answers.shift()?.();
    await bus.close();
  });

  it("says to look at everything when the keys do not fit into one message", async () => {
    const sent: string[] = [];
    const { bus } = played(async (payload) => void sent.push(payload));

    bus.publish("outbox", "座".repeat(3_000));
    await bus.close();

    expect(sent.map((payload) => Object.keys(JSON.parse(payload) as object))).toEqual([["origin", "topic"]]);
  });
});
