import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

import { DAY } from "../../../src/core/kernel/instant.ts";
import type { Author } from "../../../src/core/social/item.ts";
import type { SocialClass } from "../../../src/core/social/triage/class.ts";
import type { TriagedItem } from "../../../src/core/social/triage/triage.ts";

export const AT = Date.UTC(2026, 10, 26, 4);

const LABELS: Readonly<Record<string, SocialClass>> = {
  R: "request",
  C: "complaint",
  P: "praise",
  L: "campaign",
  M: "media",
  Z: "zombie",
  Y: "copy",
  O: "chat",
};

const AUTHORS: Readonly<Record<string, Partial<Author>>> = {
  n: { followers: 180, posts: 900, joinedAt: AT - 900 * DAY },
  k: { followers: 320_000, posts: 4_000, joinedAt: AT - 2_000 * DAY, verified: "person" },
  v: { followers: 2_000_000, posts: 90_000, joinedAt: AT - 3_000 * DAY, verified: "media" },
  o: { followers: 8_000, posts: 3_000, joinedAt: AT - 1_000 * DAY, verified: "organisation" },
  z: { followers: 3, posts: 12_000, joinedAt: AT - 12 * DAY },
};

export type Labelled = { readonly label: SocialClass; readonly item: TriagedItem };

/**
 * 150 mentions, each labelled by a person before there was a rule. A line: label, who wrote it (k known, v press, o
 * company, z suspected; else anybody), r where it is a repost; then her words.
 */
export function labelled(set: "seen" | "held"): readonly Labelled[] {
  const file = fileURLToPath(new URL(`mentions-${set}.txt`, import.meta.url));
  return readFileSync(file, "utf8").split("\n").filter(Boolean).map(labelledLine);
}

function labelledLine(line: string): Labelled {
  const [head = "", ...rest] = line.split(" ");
  const [label = "", ...marks] = head.split("/");
  const author = AUTHORS[marks.find((mark) => mark in AUTHORS) ?? "n"];
  return {
    label: LABELS[label] ?? "unclear",
    item: {
      kind: marks.includes("r") ? "repost" : "mention",
      text: rest.join(" "),
      author: { id: "1", name: "", ...author },
    },
  };
}
