import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from "@jest/globals";
import { StreamFrame } from "../../../src/http/contract/desk/desk.ts";
import { type Agent, bodyOf, type DeskFloor, openDeskFloor } from "../../support/desk.ts";
import { type EventStream, type Frame, openEventStream } from "../../support/event-stream.ts";

/** A fan whom nobody here serves is looked after by the net, each three seconds. */
jest.setTimeout(20_000);

let floor: DeskFloor;
let lin: Agent;
const streams: EventStream[] = [];
let fans = 0;

beforeAll(async () => {
  floor = await openDeskFloor();
  lin = await floor.agent("小林", { capacity: 50 });
});

afterEach(async () => {
  for (const stream of streams.splice(0)) stream.close();
  await floor.tables.rows("TRUNCATE awaited");
});

afterAll(() => floor.close());

/** A fan whom Lin has served, and who was told all. */
async function talkOver() {
  const fan = `fan ${(fans += 1)}`;
  const { id, conversationId } = await floor.serve(fan, lin);
  await floor.tables.rows(
    "UPDATE contact SET state = 'closed', ended_at = now(), due_at = NULL WHERE id = $1",
    [id],
  );
  return { fan, conversationId };
}

async function open(agent: Agent): Promise<EventStream> {
  const stream = await openEventStream(floor.api.url, agent.cookie);
  streams.push(stream);
  await stream.until(({ event }) => event === "desk");
  return stream;
}

type Awaited = { readonly conversationId: string; readonly heardAt: string | null };
const awaitedIn = ({ event, data }: Frame): readonly Awaited[] | undefined =>
  event === "desk" ? (data["awaited"] as readonly Awaited[] | undefined) : undefined;
const wait = (agent: Agent, conversationId: string, awaited: boolean) =>
  agent.call("PUT", `/conversations/${conversationId}/awaited`, { awaited });

describe("a fan whom an agent waits for", () => {
  it("is told of at her desk when she writes, until the agent has seen it", async () => {
    const { fan, conversationId } = await talkOver();
    await wait(lin, conversationId, true);
    const stream = await open(lin);
    await floor.say(fan, "我又来了");
    const told = await stream.until(
      (frame) => awaitedIn(frame)?.some(({ heardAt }) => heardAt !== null) ?? false,
    );
    expect(awaitedIn(told)).toMatchObject([{ conversationId, fan: { externalId: fan } }]);
    for (const frame of stream.frames) expect(StreamFrame.parse(frame)).toEqual(frame);
    expect(bodyOf(await wait(lin, conversationId, false))).toEqual({ items: [] });
    await stream.until((frame) => awaitedIn(frame)?.length === 0);
  });

  it("is told of to an agent who was away", async () => {
    const { fan, conversationId } = await talkOver();
    await wait(lin, conversationId, true);
    await floor.say(fan, "在吗");
    const { awaited } = bodyOf<{ awaited: Awaited[] }>(await lin.call("GET", "/desk"));
    expect(awaited).toEqual([expect.objectContaining({ conversationId, heardAt: expect.any(String) })]);
    const [frame] = (await open(lin)).frames.filter(({ event }) => event === "desk");
    expect(frame?.data["awaited"]).toEqual(awaited);
  });

  it("has said nothing where the platform only reports of her, nor by what she said before", async () => {
    const { fan, conversationId } = await talkOver();
    await wait(lin, conversationId, true);
    await floor.say(fan, { kind: "event", event: { name: "unfollowed" } });
    await wait(lin, conversationId, true);
    const { awaited } = bodyOf<{ awaited: Awaited[] }>(await lin.call("GET", "/desk"));
    expect(awaited).toEqual([expect.objectContaining({ conversationId, heardAt: null })]);
  });

  it("is nobody's whom the agent may not see, and nobody else's", async () => {
    const { conversationId } = await talkOver();
    const stranger = await floor.agent("别组的", { grants: [{ role: "agent", queues: [] }], capacity: null });
    expect((await wait(stranger, conversationId, true)).status).toBe(403);
    await wait(lin, conversationId, true);
    await wait(stranger, conversationId, false);
    const { awaited } = bodyOf<{ awaited: Awaited[] }>(await lin.call("GET", "/desk"));
    expect(awaited).toHaveLength(1);
  });

  it("is one of fifty at most", async () => {
    const { conversationId } = await talkOver();
    await floor.tables.rows(
      "INSERT INTO awaited SELECT $1, gen_random_uuid(), 1, now() FROM generate_series(1, 49)",
      [lin.id],
    );
    expect((await wait(lin, conversationId, true)).status).toBe(200);
    expect((await wait(lin, conversationId, true)).status).toBe(200);
    const refused = await wait(lin, (await talkOver()).conversationId, true);
    expect(refused).toMatchObject({ status: 409, body: { error: { code: "awaits_too_many" } } });
  });
});
