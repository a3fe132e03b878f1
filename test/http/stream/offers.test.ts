import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { type Agent, bodyOf, type DeskFloor, openDeskFloor } from "../../support/desk.ts";
import { type EventStream, type Frame, openEventStream } from "../../support/event-stream.ts";
import { SAYS } from "../../support/shop.ts";

let floor: DeskFloor;
let lin: Agent;
let stream: EventStream;

type Offer = {
  readonly said: { readonly text: string } | null;
  readonly contact: { readonly contactId: string };
};

beforeAll(async () => {
  floor = await openDeskFloor();
  lin = await floor.agent("小林");
  stream = await openEventStream(floor.api.url, lin.cookie);
});

afterAll(async () => {
  stream.close();
  await floor.close();
});

describe("a desk's stream", () => {
  it("tells an offer with the fan's own last words, whatever the bot said since, and why she waits", async () => {
    const fan = "wang";
    await floor.say(fan, SAYS.ship);
    const { id } = await floor.offer(fan, lin);
    const told = (words: string) => (frame: Frame) =>
      frame.event === "desk" &&
      ((frame.data["offers"] ?? []) as Offer[]).some(
        ({ contact, said }) => contact.contactId === id && said?.text === words,
      );
    const frame = await stream.until(told(SAYS.person));
    expect(frame.data["offers"]).toMatchObject([
      {
        said: { author: "fan", kind: "text", text: SAYS.person },
        contact: { queueReason: "asked", last: { author: "bot" } },
      },
    ]);
    await floor.say(fan, "订单号 123");
    await floor.say(fan, { kind: "event", event: { name: "menu_link_opened", url: "https://shop.test/" } });
    await stream.until(told("订单号 123"));
    expect(bodyOf<{ offers: Offer[] }>(await lin.call("GET", "/desk")).offers).toMatchObject([
      { said: { text: "订单号 123" }, contact: { last: { kind: "event" } } },
    ]);
  });
});
