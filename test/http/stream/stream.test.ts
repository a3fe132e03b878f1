import { once } from "node:events";
import { get } from "node:http";

import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from "@jest/globals";
import { StreamFrame } from "../../../src/http/contract/desk/desk.ts";
import { type Agent, bodyOf, type DeskFloor, openDeskFloor } from "../../support/desk.ts";
import { type EventStream, type Frame, openEventStream } from "../../support/event-stream.ts";

/** Several windows, each with its own waits. */
jest.setTimeout(20_000);

let floor: DeskFloor;
let lin: Agent;
let stream: EventStream;
let fans = 0;
const newFan = (): string => `fan ${(fans += 1)}`;

type Row = { readonly contactId: string; readonly state: string; readonly unread: number };
type Item = { readonly type: string; readonly seq: number; readonly content: { readonly text?: string } };
type Messages = Frame & {
  readonly data: { readonly conversationId: string; readonly after: number; readonly items: readonly Item[] };
};

beforeAll(async () => {
  floor = await openDeskFloor();
  lin = await floor.agent("小林", { capacity: 50 });
});

afterAll(async () => {
  stream?.close();
  await floor.close();
});

const open = (agent: Agent): Promise<EventStream> => openEventStream(floor.api.url, agent.cookie);
const messagesIn = (conversationId: string, text: string) => (frame: Frame) =>
  frame.event === "messages" &&
  (frame as Messages).data.conversationId === conversationId &&
  (frame as Messages).data.items.some(({ content }) => content?.text === text);
const rowOf =
  (contactId: string, right: (row: Row) => boolean = () => true) =>
  (frame: Frame): boolean =>
    frame.event === "desk" &&
    ((frame.data["contacts"] ?? []) as Row[]).some((row) => row.contactId === contactId && right(row));

describe("a desk's stream", () => {
  beforeEach(async () => {
    stream?.close();
    stream = await open(lin);
    // What was said before is no news, but part of what she asks for.
    await stream.until(({ event }) => event === "desk");
  });

  it("begins with hello and the whole desk, and says only what its contract says", async () => {
    await floor.serve(newFan(), lin);
    stream.close();
    stream = await open(lin);
    const hello = await stream.until(({ event }) => event === "hello");
    const desk = await stream.until(({ event }) => event === "desk");
    expect(stream.frames[0]).toBe(hello);
    expect(stream.frames[1]).toBe(desk);
    expect(desk.data).toMatchObject({ full: true, offers: [], session: { presence: "ready" } });
    expect((desk.data["contacts"] as Row[]).every(({ state }) => state === "active")).toBe(true);
    for (const frame of stream.frames) expect(StreamFrame.parse(frame)).toEqual(frame);
    const snapshot = bodyOf<{ contacts: Row[] }>(await lin.call("GET", "/desk"));
    expect(snapshot.contacts.map(({ contactId }) => contactId).toSorted()).toEqual(
      (desk.data["contacts"] as Row[]).map(({ contactId }) => contactId).toSorted(),
    );
  });

  it("tells a contact that comes, each word of its fan once, and what is unread", async () => {
    const fan = newFan();
    const contact = await floor.serve(fan, lin);
    await stream.until(rowOf(contact.id));
    await floor.say(fan, "第一句");
    await floor.say(fan, "第二句");
    await stream.until(messagesIn(contact.conversationId, "第二句"));
    const items = stream.frames
      .filter((frame): frame is Messages => frame.event === "messages")
      .filter(({ data }) => data.conversationId === contact.conversationId)
      .flatMap(({ data }) => data.items.filter(({ type }) => type === "message"));
    expect(items.map(({ content }) => content.text)).toEqual(["第一句", "第二句"]);
    const seqs = items.map(({ seq }) => seq);
    expect(new Set(seqs).size).toBe(seqs.length);
    await stream.until(rowOf(contact.id, ({ unread }) => unread === 3));

    await lin.call("PUT", `/conversations/${contact.conversationId}/read`, { seq: seqs.at(-1) });
    await stream.until(rowOf(contact.id, ({ unread }) => unread === 0));
  });

  it("goes on telling a window that comes while another is given up before it was welcomed", async () => {
    const amy = await floor.agent("小安");
    const headers = { cookie: amy.cookie, accept: "text/event-stream" };
    for (let round = 0; round < 5; round += 1) {
      const dying = get(`${floor.api.url}/api/v1/stream`, { headers, agent: false });
      dying.on("error", () => undefined);
      await once(dying, "finish");
      const next = open(amy);
      dying.destroy();
      const window = await next;
      const contact = await floor.serve(newFan(), amy);
      await window.until(rowOf(contact.id));
      window.close();
    }
  });

  it("tells what becomes of a send", async () => {
    const contact = await floor.serve(newFan(), lin);
    await stream.until(rowOf(contact.id));
    const path = `/conversations/${contact.conversationId}/replies`;
    const { seqs } = bodyOf<{ seqs: number[] }>(await lin.call("POST", path, { text: "您好" }));
    await stream.until(messagesIn(contact.conversationId, "您好"));
    for (const state of ["sending", "unknown", "accepted"]) {
      await floor.tables.rows(
        "UPDATE outbox SET state = $3::outbox_state, code = 'c' WHERE conversation_id = $1 AND seq = $2",
        [contact.conversationId, seqs[0], state],
      );
      floor.api.bus.publish("staff", lin.id);
      const told = await stream.until(
        ({ event, data }) =>
          event === "sends" &&
          data["conversationId"] === contact.conversationId &&
          (data["items"] as { state: string }[]).some((item) => item.state === state),
      );
      expect((told.data["items"] as object[])[0]).toMatchObject({ seq: seqs[0], state, code: "c" });
    }
  });

  it("tells both windows of one agent the same", async () => {
    const other = await open(lin);
    await other.until(({ event }) => event === "desk");
    const fan = newFan();
    const contact = await floor.serve(fan, lin);
    await other.until(rowOf(contact.id));
    await floor.say(fan, "两个窗口");
    for (const window of [stream, other]) await window.until(messagesIn(contact.conversationId, "两个窗口"));
    other.close();
  });

  it("shows a change within the net's time where the bus has lost the wake", async () => {
    const contact = await floor.serve(newFan(), lin);
    await stream.until(rowOf(contact.id));
    await floor.tables.rows(
      "UPDATE identity SET name = '陈欣怡', profile_version = profile_version + 1 WHERE id = (SELECT identity_id FROM conversation WHERE id = $1)",
      [contact.conversationId],
    );
    await stream.until(({ data }) => JSON.stringify(data).includes("陈欣怡"));
  });

  it("says that a contact is no longer hers, and that it happened", async () => {
    const contact = await floor.serve(newFan(), lin);
    await stream.until(rowOf(contact.id));
    bodyOf(await lin.call("POST", `/contacts/${contact.id}/end`));
    await stream.until(rowOf(contact.id, ({ state }) => state === "wrapup"));
    await stream.until(
      ({ event, data }) => event === "messages" && JSON.stringify(data).includes('"code":"ended"'),
    );
    const form = { outcome: "unsolved", reasonId: await aReason() };
    bodyOf(await lin.call("POST", `/contacts/${contact.id}/wrap-up`, form));
    await stream.until(({ data }) => ((data["removed"] ?? []) as string[]).includes(contact.id));
  });

  it("goes on after a restart: the gap is asked for, and nothing is there twice", async () => {
    const fan = newFan();
    const contact = await floor.serve(fan, lin);
    await stream.until(rowOf(contact.id));
    await floor.say(fan, "重启之前");
    const before = (await stream.until<Messages>(messagesIn(contact.conversationId, "重启之前"))).data.items;
    const last = Math.max(...before.flatMap(({ seq }) => seq ?? []));

    await floor.restart();
    await stream.until(({ event, data }) => event === "bye" && data["code"] === "stopping");
    await stream.ended;
    await floor.say(fan, "重启之间");
    stream = await open(lin);
    await stream.until(rowOf(contact.id));
    await floor.say(fan, "重启之后");
    await stream.until(messagesIn(contact.conversationId, "重启之后"));

    const gap = bodyOf<{ items: readonly Item[] }>(
      await lin.call("GET", `/conversations/${contact.conversationId}/messages?after=${last}`),
    ).items.filter(({ type }) => type === "message");
    expect(gap.map(({ content }) => content.text)).toEqual(["重启之间", "重启之后"]);
  });
});

describe("a stream's end", () => {
  it("comes within moments of the sign-in's end", async () => {
    const wang = await floor.agent("小王");
    const line = await open(wang);
    await line.until(({ event }) => event === "hello");
    await floor.tables.rows(
      "UPDATE staff_session SET ended_at = now(), ended_why = 'signed_out' WHERE staff_id = $1",
      [wang.id],
    );
    await line.until(({ event, data }) => event === "bye" && data["code"] === "session_ended");
    await line.ended;
  });

  it("comes to the oldest of too many windows", async () => {
    const wang = await floor.agent("小张");
    const lines = [];
    for (let n = 0; n < 11; n += 1) {
      const line = await open(wang);
      await line.until(({ event }) => event === "desk");
      lines.push(line);
    }
    await lines[0]?.until(({ event, data }) => event === "bye" && data["code"] === "too_many_streams");
    expect(lines.slice(1).every(({ frames }) => frames.every(({ event }) => event !== "bye"))).toBe(true);
    for (const line of lines) line.close();
  });

  it("needs a sign-in to begin with", async () => {
    expect((await openEventStream(floor.api.url, "seatbridge=nobody")).status).toBe(401);
  });
});

describe("who looks at a conversation", () => {
  const focus = (agent: Agent, conversationId: string | null, doing: string) =>
    agent.call("POST", "/desk/focus", { conversationId, doing });

  it("is shown to whoever looks at it, too, and the thread is live for both", async () => {
    const chief = await floor.agent("班长", {
      grants: [{ role: "supervisor", queues: "all" }],
      capacity: null,
    });
    const hers = await open(chief);
    stream.close();
    stream = await open(lin);
    const fan = newFan();
    const { conversationId } = await floor.serve(fan, lin);
    bodyOf(await focus(lin, conversationId, "viewing"));
    bodyOf(await focus(chief, conversationId, "typing"));
    const seen = await stream.until(
      ({ event, data }) => event === "presence" && (data["who"] as unknown[]).length === 1,
      2_000,
    );
    expect(seen.data).toEqual({
      conversationId,
      who: [{ staffId: chief.id, name: "班长", doing: "typing" }],
    });
    await hers.until(({ event, data }) => event === "presence" && JSON.stringify(data).includes(lin.id));

    // It is another's contact: she hears its words all the same, from soon after she has begun to look.
    const deadline = performance.now() + 10_000;
    const isTold = ({ event, data }: Frame): boolean =>
      event === "messages" && data["conversationId"] === conversationId;
    for (let said = 1; !hers.frames.some(isTold); said += 1) {
      if (performance.now() > deadline) throw new Error("she was told nothing of a thread that she looks at");
      await floor.say(fan, `第${said}句`);
    }

    bodyOf(await focus(chief, null, "idle"));
    await stream.until(
      ({ event, data }) => event === "presence" && (data["who"] as unknown[]).length === 0,
      2_000,
    );
    hers.close();
  }, 20_000);

  it("is told to nobody by whoever may not see the conversation", async () => {
    const { conversationId } = await floor.serve(newFan(), lin);
    const wang = await floor.agent("小赵");
    expect((await focus(wang, conversationId, "viewing")).status).toBe(403);
  });
});

/** A leaf of the tree. */
async function aReason(): Promise<string> {
  await floor.tables.rows(
    "INSERT INTO reason (id, key, name, position) VALUES (gen_random_uuid(), 'ship', '物流', 0) ON CONFLICT DO NOTHING",
  );
  return floor.tables.value("SELECT id FROM reason WHERE key = 'ship'");
}
