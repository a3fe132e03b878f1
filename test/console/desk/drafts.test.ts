import { describe, expect, it } from "@jest/globals";

import {
  clearDrafts,
  type DraftStore,
  draftsOf,
  readDraft,
  writeDraft,
} from "../../../console/src/desk/compose/drafts.ts";

function store(full = false): DraftStore {
  const kept = new Map<string, string>();
  return {
    get length() {
      return kept.size;
    },
    key: (index) => [...kept.keys()][index] ?? null,
    getItem: (key) => kept.get(key) ?? null,
    setItem: (key, value) => {
      if (full) throw new Error("QuotaExceededError");
      kept.set(key, value);
    },
    removeItem: (key) => void kept.delete(key),
  };
}
const reply = { staffId: "lin", conversationId: "c1", mode: "reply" } as const;
const note = { ...reply, mode: "note" } as const;

describe("drafts", () => {
  it("are kept apart by conversation and mode", () => {
    const kept = store();
    writeDraft(kept, reply, "好的");
    writeDraft(kept, note, "上周投诉过");
    expect(readDraft(kept, reply)).toBe("好的");
    expect(readDraft(kept, note)).toBe("上周投诉过");
    expect(readDraft(kept, { ...reply, conversationId: "c2" })).toBe("");
  });

  it("are listed by conversation, the reply before the note", () => {
    const kept = store();
    writeDraft(kept, note, "记一下");
    writeDraft(kept, { ...note, conversationId: "c2" }, "只有备注");
    writeDraft(kept, reply, "好的");
    expect(Object.fromEntries(draftsOf(kept, "lin"))).toEqual({ c1: "好的", c2: "只有备注" });
  });

  it("are gone when nothing is left of them", () => {
    const kept = store();
    writeDraft(kept, reply, "好的");
    writeDraft(kept, reply, "  \n");
    expect(draftsOf(kept, "lin").size).toBe(0);
  });

  it("go with their agent's sign-out, and nobody else's", () => {
    const kept = store();
    writeDraft(kept, reply, "好的");
    writeDraft(kept, { ...reply, staffId: "wang" }, "稍等");
    clearDrafts(kept, "lin");
    expect(draftsOf(kept, "lin").size).toBe(0);
    expect(draftsOf(kept, "wang").size).toBe(1);
  });

  it("cost no word where the device is full", () => {
    expect(() => writeDraft(store(true), reply, "好的")).not.toThrow();
  });
});
