import { describe, expect, it } from "@jest/globals";

import { type Card, type CardGroup, firstDeed } from "../../../console/src/desk/cards/card.ts";

const card = (key: string, more: Partial<Card>): Card => ({ kind: "heard", key, title: key, ...more });
const group = (...cards: readonly Card[]): CardGroup => ({ kind: "heard", cards });
const deed = (run: () => void, isShut = false): NonNullable<Card["act"]> => ({
  text: "",
  label: "",
  run,
  isShut,
});

describe("the key of the desk's cards", () => {
  const done: string[] = [];
  const does = (what: string) => () => void done.push(what);

  it.each([
    ["opens the first that is there to be looked at", [card("a", { open: does("open a") })], "open a"],
    [
      "does what a card asks for, rather than open it",
      [card("b", { open: does("open b"), act: deed(does("act b")) })],
      "act b",
    ],
    [
      "passes over what cannot be done now",
      [card("c", { act: deed(does("act c"), true) }), card("d", { open: does("open d") })],
      "open d",
    ],
  ])("%s", (_, cards, wanted) => {
    firstDeed([group(), group(...cards)])?.();
    expect(done.at(-1)).toBe(wanted);
  });

  it("is nobody's where no card is", () => expect(firstDeed([group()])).toBeUndefined());
});
