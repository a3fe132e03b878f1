import { describe, expect, it } from "@jest/globals";
import { sniffPicture } from "../../../src/core/media/sniff.ts";
import { canBeChosen, inOrder, placed, type Reason } from "../../../src/core/reason/tree.ts";
import { ticketChanges, type TicketFields } from "../../../src/core/ticket/ticket.ts";
import {
  missingFields,
  sameAsBefore,
  settles,
  tidied,
  type WrapUp,
} from "../../../src/core/wrap-up/wrap-up.ts";

const nothing: WrapUp = { reasonId: null, outcome: null, nextStep: null, nextDueAt: null, note: null };

describe("a wrap-up", () => {
  it.each<[string, Partial<WrapUp>, boolean]>([
    ["is solved", { outcome: "solved" }, true],
    ["is sold", { outcome: "sold" }, true],
    ["is lost", { outcome: "lost" }, true],
    ["is unsolved", { outcome: "unsolved" }, false],
    ["has no outcome", {}, false],
    ["is solved, and something is still to be done", { outcome: "solved", nextStep: "回电" }, false],
    ["is refunded, and has a date", { outcome: "refunded", nextDueAt: "2026-12-01T00:00:00.000Z" }, false],
  ])("that %s settles its ticket: %#", (_, given, expected) => {
    expect(settles({ ...nothing, ...given })).toBe(expected);
  });

  it("lacks what its queue asks, but no next step where all is done", () => {
    const required = ["reason", "outcome", "nextStep", "nextDueAt", "note"] as const;
    expect(missingFields(nothing, required)).toEqual([...required]);
    expect(missingFields({ ...nothing, reasonId: "r", outcome: "solved", note: "n" }, required)).toEqual([]);
    expect(missingFields({ ...nothing, reasonId: "r", outcome: "unsolved", note: "n" }, required)).toEqual([
      "nextStep",
      "nextDueAt",
    ]);
    expect(missingFields(tidied({ ...nothing, note: "" }), ["note"])).toEqual(["note"]);
  });

  it("takes from the one before what it leaves open: never another fan's next step or note", () => {
    const before: WrapUp = {
      reasonId: "r",
      outcome: "unsolved",
      nextStep: "回电",
      nextDueAt: "2026-12-01T00:00:00.000Z",
      note: "她的事",
    };
    expect(sameAsBefore(nothing, before)).toEqual({ ...nothing, reasonId: "r", outcome: "unsolved" });
    expect(sameAsBefore({ ...nothing, outcome: "solved" }, before).outcome).toBe("solved");
  });
});

const reason = (id: string, parentId: string | null, given: Partial<Reason> = {}): Reason => ({
  id,
  parentId,
  key: id,
  name: id,
  nameEn: null,
  position: 0,
  active: true,
  version: 1,
  ...given,
});
const tree = [
  reason("a1", "a"),
  reason("b", null, { position: 1 }),
  reason("a", null),
  reason("a1x", "a1"),
  reason("off", null, { active: false, position: 2 }),
  reason("off1", "off"),
];

describe("the tree of reasons", () => {
  it("reads parents before children", () => {
    expect(inOrder(tree).map(({ id }) => id)).toEqual(["a", "a1", "a1x", "b", "off", "off1"]);
  });

  it.each<[string, boolean]>([
    ["a1x", true],
    ["b", true],
    ["a", false],
    ["off1", false],
    ["off", false],
    ["nowhere", false],
  ])("lets %s be chosen: %s", (id, expected) => {
    expect(canBeChosen(tree, id)).toBe(expected);
  });

  it("keeps a branch within four levels wherever it is moved", () => {
    expect(placed(tree, "a", "b")).toBe("ok");
    expect(placed([...tree, reason("a1xy", "a1x")], "a", "b")).toBe("reason_too_deep");
    expect(placed(tree, undefined, "a1x")).toBe("ok");
    expect(placed(tree, "a", "a1x")).toBe("reason_in_itself");
    expect(placed(tree, undefined, "nowhere")).toBe("reason_parent_gone");
  });
});

describe("a ticket's change", () => {
  const before: TicketFields = {
    state: "open",
    title: null,
    reasonId: null,
    priority: 2,
    assigneeId: null,
    dueAt: null,
    note: null,
  };
  it("tells fields, ids and codes, and of words only that they changed", () => {
    const after: TicketFields = { ...before, title: "秘密", note: "秘密", priority: 1, state: "closed" };
    expect(ticketChanges(before, after)).toEqual([
      { code: "changed", fields: "title,note,priority", priority: 1 },
      { code: "closed" },
    ]);
    expect(ticketChanges(after, before)[1]).toEqual({ code: "reopened" });
    expect(ticketChanges(before, { ...before })).toEqual([]);
  });
});

describe("sniffPicture", () => {
  const bytes = (text: string): Uint8Array =>
    Uint8Array.from({ length: text.length }, (_, index) => text.charCodeAt(index));
  it.each<[string, string, string | undefined]>([
    ["PNG", "\x89PNG\r\n\x1a\nrest", "image/png"],
    ["JPEG", "\xff\xd8\xff\xe0", "image/jpeg"],
    ["GIF", "GIF89a", "image/gif"],
    ["WebP", "RIFF\0\0\0\0WEBPVP8 ", "image/webp"],
    ["sound in the same box", "RIFF\0\0\0\0WAVEfmt ", undefined],
    ["a page that says PNG", "<html>\x89PNG", undefined],
    ["half a PNG", "\x89PN", undefined],
    ["nothing", "", undefined],
  ])("knows %s by its bytes", (_, text, expected) => {
    expect(sniffPicture(bytes(text))).toBe(expected);
  });
});
