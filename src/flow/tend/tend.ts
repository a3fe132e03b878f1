import type { Contact } from "../../core/contact/contact.ts";
import type { ContactEvent } from "../../core/contact/event.ts";
import { type Clock, DAY, HOUR, type Instant, MINUTE } from "../../core/kernel/instant.ts";
import type { Crash } from "../crash-point.ts";
import type { Chores } from "../ports.ts";
import type { AnswerDesk } from "../take-in/batch/planned.ts";
import type { Wake } from "../waking.ts";
import type { Watch } from "../watch.ts";

const RAW_DAYS = 7;

/** Looks after what time changes. Timers are rows with a due time, so a restart forgets none. */
export function createTend(options: {
  readonly chores: Chores;
  /** What people's calls leave behind. */
  readonly people: { readonly purge: (at: Instant) => Promise<number> };
  readonly clock: Clock;
  readonly deskOf: (accountId: string) => AnswerDesk | undefined;
  /** Accounts whose answers the send loop takes where no webhook does. */
  readonly canSend: () => readonly string[];
  readonly wake: Wake;
  readonly watch: Watch;
  readonly crash: Crash;
}): { readonly round: () => Promise<number> } {
  const { chores, people, clock, deskOf, canSend, wake, watch, crash } = options;
  let monthsAt = 0;
  let purgedAt = 0;
  let spentAt = 0;

  return {
    async round() {
      const at = clock();
      const undelivered = await chores.undelivered(at, canSend(), (contact, reply, accountId) =>
        giveToPerson(contact, reply, deskOf(accountId)?.queueId),
      );
      if (undelivered > 0) {
        crash("tend.expired");
        wake({ topic: "seat" });
      }
      const lost = await chores.lost();
      if (at - monthsAt > DAY) {
        await chores.months(at);
        monthsAt = at;
      }
      let spent = 0;
      if (at - spentAt > MINUTE) {
        spent = await chores.spending();
        if (spent === 0) spentAt = at;
      }
      let purged = 0;
      if (at - purgedAt > HOUR) {
        purged = (await chores.purge(RAW_DAYS)) + (await people.purge(at));
        if (purged === 0) purgedAt = at;
      }
      watch.tended("undelivered", undelivered);
      watch.tended("lost", lost);
      watch.tended("spending", spent);
      watch.tended("purged", purged);
      return undelivered + spent + purged;
    },
  };
}

/** An answer that could not leave is a person's matter, unless one has the fan already. */
export function giveToPerson(
  contact: Contact,
  reply: number,
  queueId: string | undefined,
): readonly ContactEvent[] {
  if (contact.state !== "bot") return [];
  const queue = queueId === undefined ? {} : { queue: queueId };
  return [{ code: "queued", reason: "answer_undelivered", ...queue, undelivered: reply }];
}
