import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { type Agent, bodyOf, type DeskFloor, openDeskFloor, refusalOf } from "../../support/desk.ts";

let floor: DeskFloor;
let lin: Agent;

beforeAll(async () => {
  floor = await openDeskFloor({ policy: { wrapRequired: [] } });
  lin = await floor.agent("小林", { capacity: 50 });
});

afterAll(() => floor.close());

type Ticket = { readonly id: string; readonly number: number; readonly version: number };
type Happening = {
  readonly code: string;
  readonly subject: string;
  readonly actor: { readonly kind: string };
};

const ticketOf = (contactId: string): Promise<string> =>
  floor.tables.value("SELECT ticket_id FROM contact WHERE id = $1", [contactId]);

const close = (id: string, version: number) =>
  lin.call("PUT", `/tickets/${id}`, {
    version,
    state: "closed",
    title: null,
    reasonId: null,
    priority: 2,
    assigneeId: null,
    dueAt: null,
    note: null,
  });

describe("a ticket", () => {
  it("is joined by the contact that reopens it, and open again, in the list, too", async () => {
    const { id } = await floor.serve("reopens", lin);
    bodyOf(await lin.call("POST", `/contacts/${id}/end`));
    bodyOf(await lin.call("POST", `/contacts/${id}/wrap-up`, { outcome: "solved" }));
    const ticketId = await ticketOf(id);
    expect(bodyOf<Ticket>(await lin.call("GET", `/tickets/${ticketId}`))).toMatchObject({ state: "closed" });

    await floor.say("reopens", "还有一个问题想问一下");
    const again = await floor.contactOf("reopens");
    expect(await ticketOf(again.id)).toBe(ticketId);
    const ticket = bodyOf<Ticket>(await lin.call("GET", `/tickets/${ticketId}`));
    expect(ticket).toMatchObject({
      state: "open",
      closedAt: null,
      contacts: [
        { contactId: id, state: "closed" },
        { contactId: again.id, state: "queued" },
      ],
    });
    expect(refusalOf(await close(ticketId, ticket.version)).code).toBe("ticket_has_open_contact");
    const open = bodyOf<{ items: Ticket[] }>(await lin.call("GET", `/tickets?q=${ticket.number}`));
    expect(open.items).toMatchObject([{ id: ticketId, state: "open" }]);
    const { items } = bodyOf<{ items: Happening[] }>(await lin.call("GET", `/tickets/${ticketId}/events`));
    expect(items.slice(-3).map(({ subject, code, actor }) => `${subject} ${code} ${actor.kind}`)).toEqual([
      "ticket closed staff",
      "contact queued bot",
      "ticket reopened fan",
    ]);
    const head = await lin.call("GET", `/conversations/${await floor.conversationOf("reopens")}`);
    expect(bodyOf<{ ticket: object }>(head).ticket).toMatchObject({ id: ticketId, state: "open" });
  });

  it("is left open by a wrap-up of the earlier contact while the later one goes on", async () => {
    const { id } = await floor.serve("overlaps", lin);
    bodyOf(await lin.call("POST", `/contacts/${id}/end`));
    await floor.say("overlaps", "还有一个问题想问一下");
    expect(bodyOf(await lin.call("POST", `/contacts/${id}/wrap-up`, { outcome: "solved" }))).toMatchObject({
      ticketClosed: false,
    });
  });
});
