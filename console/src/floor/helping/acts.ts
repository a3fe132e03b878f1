import { call } from "../../api/call.ts";
import { moment } from "../../parts/moment.ts";
import { toast, toastError } from "../../parts/notice/toasts.ts";
import { type Helper, lookAtDeviations } from "../../preset/bar/deviating.ts";
import "../../text/helping.ts";
import { t } from "../../text/index.ts";

export type Asked = {
  readonly staff: Helper["staff"];
  readonly queue: Helper["queue"];
  readonly sending: Helper["sending"];
  /** Null: the end of the day. */
  readonly endsAt: number | null;
};

const wordsFor = ({ staff, queue }: Pick<Asked, "staff" | "queue">) => ({
  name: staff.name,
  queue: queue.name,
});

/** Throws what was refused: the dialog that asked says it. */
export async function askForHelp(asked: Asked): Promise<void> {
  const { staff, queue, sending, endsAt } = asked;
  const until = endsAt === null ? {} : { endsAt: new Date(endsAt).toISOString() };
  const body = { staffId: staff.id, queueId: queue.id, sending, ...until };
  const { id } = await call("POST /helpers", { body });
  await lookAtDeviations();
  const undo = (): void => void attempt(() => call("POST /helpers/:id/end", { params: { id } }));
  toast(t("helping.started", wordsFor(asked)), { action: { text: t("helping.undo"), run: undo } });
}

export async function endHelp(helper: Helper): Promise<void> {
  const { id, staff, queue, sending, endsAt } = helper;
  const ended = await attempt(() => call("POST /helpers/:id/end", { params: { id } }));
  if (!ended) return;
  const again = { staff, queue, sending, endsAt: Date.parse(endsAt) };
  const undo = (): void => void attempt(() => askForHelp(again));
  toast(t("helping.ended", wordsFor(helper)), { action: { text: t("helping.undo"), run: undo } });
}

async function attempt(deed: () => Promise<unknown>): Promise<boolean> {
  try {
    await deed();
    return true;
  } catch (problem) {
    toastError(problem);
    return false;
  } finally {
    await lookAtDeviations();
  }
}

/** One helper as leaders read it, in the red bar and on the floor. */
export const helperWords = ({ staff, queue, sending, endsAt }: Helper): string =>
  t("helping.is", {
    name: staff.name,
    queue: queue.name,
    how: t(`helping.sending.${sending}`),
    until: moment(endsAt),
  });

/** The same as she reads it. */
export const helpToHer = ({ queue, sending, endsAt }: Helper): string =>
  t("helping.her", {
    queue: queue.name,
    how: sending === "free" ? "" : t(`helping.her.${sending}`),
    until: moment(endsAt),
  });
