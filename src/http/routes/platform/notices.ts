import { keepCatalogue, offerNotice, readCatalogue } from "../../../action/notice/catalogue.ts";
import { createNotify, createReadNotices } from "../../../action/notice/notify.ts";
import type { BudgetOf } from "../../../action/spending/read-spending.ts";
import type { Notices } from "../../../core/channel/capability/notices.ts";
import { Fault } from "../../../core/kernel/fault.ts";
import { acts, answers, asks, type Route } from "../../api/route.ts";
import * as notice from "../../contract/platform/notice.ts";

const ASK_MS_MAX = 15_000;

/**
 * Notices of accounts; `noticesOf`: as their platforms have them, `budgetOf`: how many they still take. No transaction is
 * open while one is asked.
 */
export function noticeRoutes(
  noticesOf: (accountId: string) => Notices | undefined,
  budgetOf: BudgetOf,
): readonly Route[] {
  const hasNotices = (accountId: string): boolean => noticesOf(accountId) !== undefined;
  const means = { hasNotices, budgetOf };
  const read = readCatalogue(hasNotices);

  return [
    asks(notice.readCatalogue, read),
    answers(notice.listNotices, async ({ input, actor, key }, api) => {
      await api.ask(read, input, actor);
      const { list } = noticesOf(input.id) ?? unsupported();
      const asked = await list(AbortSignal.timeout(ASK_MS_MAX));
      return api.perform(keepCatalogue, { ...input, asked }, actor, key);
    }),
    acts(notice.offerNotice, offerNotice),
    asks(notice.readNotices, createReadNotices(means)),
    acts(notice.notify, createNotify(means)),
  ];
}

function unsupported(): never {
  throw new Fault("notices_unsupported", "This account cannot be asked for notices.");
}
