import type { Context } from "koa";
import { z } from "zod";

import { readSocialAccounts } from "../../../action/social/accounts.ts";
import {
  answerElsewhere,
  createAnswerInPublic,
  createDecideAnswer,
  createResolveAnswer,
} from "../../../action/social/answer.ts";
import { waiveClosings, wantClosings } from "../../../action/social/closing.ts";
import { createRestoreThreads, dismissThreads } from "../../../action/social/dismiss.ts";
import { changeIncident, createStartIncident, stopIncident } from "../../../action/gate/incident.ts";
import { createReadRules, keepRules } from "../../../action/gate/keep-rules.ts";
import type { SocialOf } from "../../../action/social/ports.ts";
import { readThread, readThreads } from "../../../action/social/read.ts";
import { answerRemoved, answerToRemove } from "../../../action/social/remove.ts";
import { connected } from "../../../action/social/rules.ts";
import { mayAdd, readRows, takeInItems } from "../../../action/social/take-in.ts";
import { Fault } from "../../../core/kernel/fault.ts";
import { MINUTE, SECOND } from "../../../core/kernel/instant.ts";
import { readCsv, ROWS_MAX } from "../../../core/social/import.ts";
import { midOfLink } from "../../../core/social/link.ts";
import { acts, answers, asks, type Route } from "../../api/route.ts";
import { readBody } from "../../body.ts";
import * as doors from "../../contract/social/doors.ts";
import * as rules from "../../contract/social/rules.ts";
import * as threads from "../../contract/social/threads.ts";
import { socialReportRoutes } from "./report.ts";

const PLATFORM_MS_MAX = 10 * SECOND;
/** A delivery is good for so long, either way; whoever repeats it changes nothing. */
const SIGNED_MS_MAX = 5 * MINUTE;
const FILE_BYTES_MAX = 1024 * 1024;
/** No such comment: it is gone, which is what was wanted. */
const NO_SUCH_COMMENT = "20201";

/** What is said in public. The platform is asked outside of any transaction. */
export const socialRoutes = (socialOf: SocialOf): readonly Route[] => [
  asks(threads.readThreads, readThreads(socialOf)),
  asks(threads.readThread, readThread(socialOf)),
  acts(threads.dismissThreads, dismissThreads),
  acts(threads.restoreThreads, createRestoreThreads(socialOf)),
  acts(threads.waiveClosings, waiveClosings),
  acts(threads.wantClosings, wantClosings),
  acts(threads.answerInPublic, createAnswerInPublic(socialOf)),
  acts(threads.answerElsewhere, answerElsewhere),
  acts(threads.decideAnswer, createDecideAnswer(socialOf)),
  acts(threads.resolveAnswer, createResolveAnswer(socialOf)),
  asks(rules.readRules, createReadRules(socialOf)),
  acts(rules.keepRules, keepRules),
  acts(rules.startIncident, createStartIncident(socialOf)),
  acts(rules.changeIncident, changeIncident),
  acts(rules.stopIncident, stopIncident),
  removal(socialOf),
  asks(doors.readSocialAccounts, readSocialAccounts(socialOf)),
  link(socialOf),
  file(socialOf),
  feed(socialOf),
  ...socialReportRoutes,
];

const removal = (socialOf: SocialOf): Route =>
  answers(threads.removeAnswer, async ({ input, actor, key }, api) => {
    const { accountId, externalId } = await api.ask(answerToRemove, { id: input.id }, actor);
    const { social } = connected(socialOf, accountId);
    const known = await social.remove(externalId, AbortSignal.timeout(PLATFORM_MS_MAX));
    const isGone = known.kind === "accepted" || (known.kind === "rejected" && known.code === NO_SUCH_COMMENT);
    if (!isGone) {
      const code = known.kind === "rejected" ? known.code : known.reason;
      throw new Fault("social_remove_failed", `The platform did not take it away (${code}).`, { code });
    }
    await api.perform(answerRemoved, input, actor, key);
  });

const link = (socialOf: SocialOf): Route =>
  answers(doors.addLink, async ({ input: { accountId, link: pasted }, actor, key }, api) => {
    const mid = midOfLink(pasted);
    if (mid === undefined) {
      throw new Fault(
        "social_link_unreadable",
        "This is no address of a post. Copy it from the post's time.",
      );
    }
    await api.ask(mayAdd, { accountId }, actor);
    const { social } = connected(socialOf, accountId);
    const shown = await social.show(mid, AbortSignal.timeout(PLATFORM_MS_MAX));
    if (shown.kind === "gone") {
      throw new Fault("social_post_missing", "There is no such post any more, or it is hidden from us.");
    }
    if (shown.kind === "unreachable") {
      const { code } = shown;
      throw new Fault("social_unreachable", `The platform does not show it now (${code}). Try again.`, {
        code,
      });
    }
    const given = { accountId, items: [shown.item], door: "link" } as const;
    return api.perform(takeInItems(socialOf, "social.answer"), given, actor, key);
  });

const file = (socialOf: SocialOf): Route =>
  answers(doors.importFile, async ({ input: { id: accountId, dry }, actor, key, ctx }, api) => {
    await api.ask(mayAdd, { accountId }, actor);
    connected(socialOf, accountId);
    const read = readCsv(textOf(await bodyOf(ctx)));
    if (read.kind === "refused") throw unreadable(read.code, read.detail);
    const { items, failures } = readRows(read.rows, api.clock());
    const rows = read.rows.length;
    if (dry) return { landed: items.length, waits: 0, known: 0, rows, failures };
    const given = { accountId, items, door: "file" } as const;
    const taken = await api.perform(takeInItems(socialOf, "social.answer"), given, actor, key);
    return { ...taken, rows, failures };
  });

const Feed = z.object({
  items: z.array(z.record(z.string(), z.union([z.string(), z.number()]).transform(String))).max(ROWS_MAX),
});

const feed = (socialOf: SocialOf): Route =>
  answers(doors.importSigned, async ({ input: { id: accountId }, ctx, key }, api) => {
    const body = await bodyOf(ctx);
    const timestamp = ctx.get("x-seatbridge-timestamp");
    const isFresh = /^\d{13}$/.test(timestamp) && Math.abs(api.clock() - Number(timestamp)) <= SIGNED_MS_MAX;
    const isOurs = socialOf(accountId)?.social.isOurFeed(timestamp, body, ctx.get("x-seatbridge-signature"));
    // One answer, whatever was wrong: nobody learns here which accounts there are.
    if (!isFresh || isOurs !== true) {
      throw new Fault(
        "social_signature_wrong",
        "This delivery is not signed by the account's import secret.",
      );
    }
    const read = Feed.safeParse(jsonOf(textOf(body)));
    if (!read.success) throw unreadable("shape", read.error.issues[0]?.path.join(".") ?? "");
    const { items, failures } = readRows(read.data.items, api.clock());
    const given = { accountId, items, door: "import" } as const;
    const taken = await api.perform(takeInItems(socialOf, "public"), given, undefined, key);
    return { ...taken, failures };
  });

async function bodyOf(ctx: Context): Promise<Uint8Array> {
  const bytes = await readBody(ctx.req, FILE_BYTES_MAX);
  if (bytes !== undefined) return bytes;
  throw new Fault("social_file_too_large", "1 MB at most. Split it.", { max: "1 MB" });
}

function textOf(bytes: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes).replaceAll("\0", "");
  } catch {
    throw unreadable("not_utf8", "");
  }
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw unreadable("not_json", "");
  }
}

const unreadable = (reason: string, detail: string): Fault =>
  new Fault("social_file_unreadable", `It cannot be read (${reason}): ${detail}`, { reason, detail });
