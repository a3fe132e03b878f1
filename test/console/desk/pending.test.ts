import { describe, expect, it } from "@jest/globals";

import type { Message } from "../../../console/src/desk/api/wire.ts";
import { add, drop, next, type Pending, setState } from "../../../console/src/desk/outbox/pending.ts";
import {
  answeredMeanwhile,
  type Saying,
  shownIn,
  windowClosedSince,
} from "../../../console/src/desk/outbox/saying.ts";

const said = (key: string, conversationId = "c1", state: Pending<string>["state"] = "waiting") =>
  ({ key, conversationId, state, at: 0, body: key }) as const;
const keys = (queue: readonly Pending<string>[]) => queue.map(({ key }) => key);

describe("what waits to be sent", () => {
  it("leaves in order within a conversation, and conversations do not wait for each other", () => {
    expect(keys(next([said("a"), said("b"), said("c", "c2")]))).toEqual(["a", "c"]);
    expect(keys(next([said("a", "c1", "sending"), said("b")]))).toEqual([]);
  });

  it("is not stopped by what was refused", () => {
    expect(keys(next([said("a", "c1", "failed"), said("b")]))).toEqual(["b"]);
    expect(keys(next(setState([said("a", "c1", "failed"), said("b")], "a", "waiting")))).toEqual(["a"]);
    expect(keys(next(drop([said("a"), said("b")], "a")))).toEqual(["b"]);
  });

  it("is there once, however often it is added", () => {
    expect(keys(add([said("a")], said("a")))).toEqual(["a"]);
  });

  it("carries the reason of a refusal, and loses it with the next try", () => {
    const failed = setState([said("a")], "a", "failed", { reason: "客户已取消关注" });
    expect(failed[0]?.reason).toBe("客户已取消关注");
    expect(setState(failed, "a", "waiting")[0]).toEqual(said("a"));
  });
});

describe("what the thread shows already", () => {
  const me = { id: "lin", name: "林晓" };
  const message = (seq: number, text: string, more: Partial<Message> = {}): Message => ({
    type: "message",
    seq,
    at: 0,
    contactId: null,
    author: "agent",
    staff: me,
    internal: false,
    content: { kind: "text", text },
    send: null,
    ...more,
  });
  const saying = (key: string, text: string, more: Partial<Pending<Saying>> = {}): Pending<Saying> => ({
    key,
    conversationId: "c1",
    state: "sending",
    at: 0,
    body: { to: "customer", seenSeq: 4, what: { kind: "text", text } },
    ...more,
  });
  const shown = (queue: readonly Pending<Saying>[], messages: readonly Message[]) => [
    ...shownIn(queue, messages, me.id),
  ];

  it("is what the server's answer named, once the thread reaches there", () => {
    const sent = saying("a", "好的", { state: "sent", seqs: [5, 6] });
    expect(shown([sent], [message(5, "好的")])).toEqual([]);
    expect(shown([sent], [message(5, "好"), message(6, "的")])).toEqual(["a"]);
  });

  it("is found by its words while the answer is on the way, one message for one saying", () => {
    const twice = [saying("a", "好的"), saying("b", "好的")];
    expect(shown(twice, [message(5, "好的")])).toEqual(["a"]);
    expect(shown(twice, [message(5, "好的"), message(6, "好的")])).toEqual(["a", "b"]);
    expect(
      shown([saying("b", "好的"), saying("a", "好的", { state: "sent", seqs: [5] })], [message(5, "好的")]),
    ).toEqual(["a"]);
  });

  it("is neither an older message, nor a colleague's, nor a note", () => {
    const one = [saying("a", "好的")];
    expect(shown(one, [message(4, "好的")])).toEqual([]);
    expect(shown(one, [message(5, "好的", { staff: { id: "wang", name: "王强" } })])).toEqual([]);
    expect(shown(one, [message(5, "好的", { internal: true })])).toEqual([]);
  });

  it("is held where a colleague has answered unseen, but never a note", () => {
    const theirs = message(5, "已经处理了", { staff: { id: "wang", name: "王强" } });
    const { body } = saying("a", "我来");
    expect(answeredMeanwhile(body, [theirs], "lin")).toBe("王强");
    expect(answeredMeanwhile(body, [message(5, "我说的")], "lin")).toBeUndefined();
    expect(answeredMeanwhile({ ...body, seenSeq: 5 }, [theirs], "lin")).toBeUndefined();
    expect(answeredMeanwhile({ ...body, to: "colleagues" }, [theirs], "lin")).toBeUndefined();
  });
});

describe("a window that closes while something waits", () => {
  const WINDOW = 1_000;
  const heard = (at: number): readonly Message[] => [
    {
      type: "message",
      seq: 1,
      at,
      contactId: null,
      author: "fan",
      staff: null,
      internal: false,
      content: { kind: "text", text: "在吗" },
      send: null,
    },
  ];
  const said = (at: number, to: Saying["to"] = "customer") => ({
    at,
    body: { to, seenSeq: 0, what: { kind: "text", text: "好的" } } as const,
  });

  it("holds what was said before its end and would leave after it", () => {
    expect(windowClosedSince(said(900), heard(0), WINDOW, 999)).toBe(false);
    expect(windowClosedSince(said(900), heard(0), WINDOW, 1_000)).toBe(true);
  });

  it("is open again once the customer writes", () => {
    expect(windowClosedSince(said(900), heard(500), WINDOW, 1_000)).toBe(false);
  });

  it("leaves to the platform what is said or sent once more after it, and what it does not know", () => {
    expect(windowClosedSince(said(1_000), heard(0), WINDOW, 2_000)).toBe(false);
    expect(windowClosedSince(said(900), [], WINDOW, 2_000)).toBe(false);
    expect(windowClosedSince(said(900), heard(0), null, 2_000)).toBe(false);
  });

  it("is nothing to a note", () => {
    expect(windowClosedSince(said(900, "colleagues"), heard(0), WINDOW, 1_000)).toBe(false);
  });
});
