import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import type { ContactRow, MessageItem, ThreadItem } from "../../../src/core/desk/desk.ts";
import type { Frame } from "../../../src/core/desk/frame.ts";
import { type ContactStamp, type DeskStamp, EMPTY_STAMP, whatChanged } from "../../../src/core/desk/stamp.ts";
import { type DeskView, EMPTY_VIEW, type Fetched, tell, tellCounts } from "../../../src/core/desk/view.ts";

const contact = (id: string, given: Partial<ContactStamp> = {}): ContactStamp => ({
  contactId: id,
  conversationId: `conversation of ${id}`,
  offerId: undefined,
  version: 1,
  seq: 1,
  readSeq: 0,
  profile: 1,
  sends: [],
  ...given,
});
const stamp = (...contacts: ContactStamp[]): DeskStamp => ({ session: undefined, contacts });

const row = ({ contactId, conversationId, version, seq }: ContactStamp): ContactRow =>
  ({ contactId, conversationId, version, seq }) as ContactRow;
const message = (seq: number, state?: "queued" | "sending" | "accepted"): MessageItem =>
  ({
    type: "message",
    seq,
    send: state === undefined ? null : { state, code: null, resendOf: null },
  }) as MessageItem;

/** Everything that a store would find, as of this stamp. */
function fetchedFor(
  now: DeskStamp,
  thread: (conversationId: string, after: number) => readonly ThreadItem[],
  changes: ReturnType<typeof whatChanged>,
): Fetched {
  return {
    session: null,
    rows: new Map(now.contacts.map((one) => [one.contactId, row(one)])),
    offers: new Map(
      now.contacts
        .filter(({ offerId }) => offerId !== undefined)
        .map((one) => [one.contactId, { offerId: one.offerId ?? "", offeredAt: "", until: "", said: null }]),
    ),
    news: new Map(
      changes.messages.map(({ conversationId, after }) => [
        conversationId,
        { items: thread(conversationId, after), more: false },
      ]),
    ),
    sends: [],
  };
}

const step = (
  view: DeskView,
  now: DeskStamp,
  thread: (conversationId: string, after: number) => readonly ThreadItem[] = () => [],
) => {
  const changes = whatChanged(view.stamp, now);
  return tell(view, now, changes, fetchedFor(now, thread, changes));
};

describe("whatChanged", () => {
  it("finds nothing in the same twice, whatever woke us", () => {
    const now = stamp(contact("a"), contact("b", { offerId: "o" }));
    expect(whatChanged(now, now)).toEqual({
      session: false,
      rows: [],
      offers: false,
      messages: [],
      lines: [],
    });
  });

  it.each<[string, Partial<ContactStamp>]>([
    ["an event", { version: 2 }],
    ["a message", { seq: 2 }],
    ["a read mark", { readSeq: 1 }],
    ["a new name", { profile: 2 }],
    ["a send of unknown fate", { sends: [{ seq: 1, state: "unknown", code: null }] }],
  ])("sees %s", (_, given) => {
    const { rows } = whatChanged(stamp(contact("a"), contact("b")), stamp(contact("a", given), contact("b")));
    expect(rows.map(({ contactId }) => contactId)).toEqual(["a"]);
  });

  it("asks for no past words of a contact that has just come, but for how it came", () => {
    const { messages, lines } = whatChanged(EMPTY_STAMP, stamp(contact("a", { seq: 40, version: 12 })));
    expect(messages).toEqual([]);
    expect(lines).toEqual([{ conversationId: "conversation of a", contactId: "a", after: 9 }]);
  });
});

describe("tell", () => {
  it("tells a new message up to where the look goes, and the rest with the next look", () => {
    const { view } = step(EMPTY_VIEW, stamp(contact("a", { seq: 1 })));
    const all = [message(2), message(3), message(4)];
    const thread = (_: string, after: number) => all.filter((item) => item.seq > after);
    const first = step(view, stamp(contact("a", { seq: 3 })), thread);
    const told = (frames: readonly Frame[]) =>
      frames.flatMap((frame) => (frame.event === "messages" ? [frame.data] : []));
    expect(told(first.frames)).toMatchObject([{ after: 1, items: [{ seq: 2 }, { seq: 3 }], more: false }]);
    const second = step(first.view, stamp(contact("a", { seq: 4 })), thread);
    expect(told(second.frames)).toMatchObject([{ after: 3, items: [{ seq: 4 }] }]);
  });

  it("moves an accepted offer from the offers to the contacts, and an expired one away", () => {
    const offered = step(EMPTY_VIEW, stamp(contact("a", { offerId: "1" }), contact("b", { offerId: "2" })));
    expect(offered.view.offers).toHaveLength(2);
    expect(offered.view.contacts.size).toBe(0);
    const accepted = step(offered.view, stamp(contact("a", { version: 2 })));
    expect(accepted.view.offers).toEqual([]);
    expect([...accepted.view.contacts.keys()]).toEqual(["a"]);
    expect(accepted.frames[0]).toMatchObject({
      event: "desk",
      data: { full: false, offers: [], contacts: [{ contactId: "a" }] },
    });
    const gone = step(accepted.view, stamp());
    expect(gone.frames[0]).toMatchObject({ data: { removed: ["a"] } });
  });

  it("follows each send that it told of to its end, also one that no stamp ever saw", () => {
    const { view } = step(EMPTY_VIEW, stamp(contact("a", { seq: 1 })));
    const thread = () => [message(2, "sending")];
    const now = stamp(contact("a", { seq: 2 }));
    const told = step(view, now, thread);
    expect([...told.view.open.values()]).toEqual([
      { conversationId: "conversation of a", seq: 2, state: "sending" },
    ]);
    const ended = tell(told.view, now, whatChanged(now, now), {
      ...fetchedFor(now, thread, whatChanged(now, now)),
      sends: [{ conversationId: "conversation of a", seq: 2, state: "accepted", code: null, resendOf: null }],
    });
    expect(ended.frames).toEqual([
      {
        event: "sends",
        data: {
          conversationId: "conversation of a",
          items: [{ seq: 2, state: "accepted", code: null, resendOf: null }],
        },
      },
    ]);
    expect(ended.view.open.size).toBe(0);
  });

  it("leaves whoever applies its frames with what is there, after any changes", () => {
    const anyStamp = fc
      .uniqueArray(
        fc.record({
          id: fc.constantFrom("a", "b", "c", "d"),
          offered: fc.boolean(),
          version: fc.integer({ min: 1, max: 5 }),
          seq: fc.integer({ min: 1, max: 5 }),
        }),
        { selector: ({ id }) => id },
      )
      .map((all) =>
        stamp(
          ...all.map(({ id, offered, version, seq }) =>
            contact(id, { version, seq, offerId: offered ? `offer ${id}` : undefined }),
          ),
        ),
      );
    fc.assert(
      fc.property(fc.array(anyStamp, { maxLength: 12 }), (stamps) => {
        let view = EMPTY_VIEW;
        const browser = { contacts: new Map<string, ContactRow>(), offers: [] as readonly string[] };
        for (const now of stamps) {
          const told = step(view, now);
          view = told.view;
          for (const frame of told.frames) {
            if (frame.event !== "desk") continue;
            for (const id of frame.data.removed ?? []) browser.contacts.delete(id);
            for (const one of frame.data.contacts ?? []) browser.contacts.set(one.contactId, one);
            if (frame.data.offers !== undefined) browser.offers = frame.data.offers.map((o) => o.offerId);
          }
          const own = now.contacts.filter(({ offerId }) => offerId === undefined);
          expect([...browser.contacts.values()].toSorted(byId)).toEqual(own.map(row).toSorted(byId));
          const offers = now.contacts.flatMap(({ offerId }) => offerId ?? []);
          expect([...browser.offers].toSorted()).toEqual(offers.toSorted());
        }
      }),
    );
  });
});

const byId = (a: ContactRow, b: ContactRow): number => (a.contactId < b.contactId ? -1 : 1);

describe("tellCounts", () => {
  it("says only another count", () => {
    const counts = { mine: 1, waiting: 2, bot: 3, colleagues: null, endedToday: 0 };
    const told = tellCounts(EMPTY_VIEW, counts);
    expect(told.frames).toEqual([{ event: "desk", data: { full: false, counts } }]);
    expect(tellCounts(told.view, { ...counts }).frames).toEqual([]);
  });
});
