import type { Instant } from "../../core/kernel/instant.ts";
import type { Settings } from "../../core/setting/registry.ts";
import type { Author } from "../../core/social/item.ts";
import { linkOf } from "../../core/social/link.ts";
import { attainmentOf } from "../../core/social/promise.ts";
import type { PublicAnswer, ShownItem, ThreadLine } from "./ports.ts";

const iso = (at: Instant): string => new Date(at).toISOString();

const shownAuthor = ({ id, name, followers, verified }: Author) => ({
  id,
  name,
  followers: followers ?? null,
  verified: verified ?? null,
});

/** What has become of the promise whose clock runs, or ran last. */
function attainment(line: ThreadLine, settings: Settings, at: Instant) {
  if (line.state === "counted" || line.state === "dismissed") return null;
  const isFirst = line.clock === "first" || line.state !== "waiting";
  const kept = isFirst
    ? {
        postedAt: line.firstPostedAt,
        detectedAt: line.firstDetectedAt,
        answeredAt: line.answeredAt ?? undefined,
      }
    : { postedAt: line.detectedAt, detectedAt: line.detectedAt };
  return attainmentOf(kept, settings[isFirst ? "social.firstAnswerMs" : "social.nextAnswerMs"], at);
}

export function shownLine(line: ThreadLine, settings: Settings, at: Instant) {
  const { firstPostedAt: _, firstDetectedAt: __, ...rest } = line;
  return {
    ...rest,
    author: shownAuthor(line.author),
    reasons: line.reasons.map(({ rule, words }) => ({ rule, words })),
    postedAt: iso(line.postedAt),
    detectedAt: iso(line.detectedAt),
    dueAt: iso(line.dueAt),
    answeredAt: line.answeredAt === null ? null : iso(line.answeredAt),
    attainment: attainment(line, settings, at),
    link: linkOf(line.author.id, line.postMid),
  };
}

export const shownItem = (item: ShownItem) => ({
  ...item,
  author: shownAuthor(item.author),
  postedAt: iso(item.postedAt),
  detectedAt: iso(item.detectedAt),
});

export const shownAnswer = (answer: PublicAnswer) => ({ ...answer, at: iso(answer.at) });
