import { afterAll, beforeAll, expect, it } from "@jest/globals";

import { type DeskFloor, openDeskFloor } from "../../support/desk.ts";

let floor: DeskFloor;
const shown: string[] = [];

beforeAll(async () => {
  floor = await openDeskFloor();
  const typing = { lastsMs: 15_000, show: async (fan: string) => void shown.push(fan) };
  Object.assign(floor.channel.adapter, { typing });
});
afterAll(() => floor.close());

it("shows a fan that her agent writes to her, and nobody else", async () => {
  const lin = await floor.agent("林晓");
  const grants = [{ role: "supervisor", queues: "all" }] as const;
  const chief = await floor.agent("班长", { grants, capacity: null });
  const { conversationId } = await floor.serve("fan-typing", lin);
  const focus = async (agent: typeof lin, doing: string) =>
    expect((await agent.call("POST", "/desk/focus", { conversationId, doing })).status).toBe(200);
  await focus(chief, "typing");
  await focus(lin, "viewing");
  expect(shown).toEqual([]);
  await focus(lin, "typing");
  const until = Date.now() + 5_000;
  while (shown.length === 0 && Date.now() < until) await new Promise((resolve) => setTimeout(resolve, 10));
  expect(shown).toEqual(["fan-typing"]);
});
