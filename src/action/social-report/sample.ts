import { admit, scopeOf } from "../../core/access/actor.ts";
import { Fault } from "../../core/kernel/fault.ts";
import { dayOfDate } from "../../core/kernel/zone.ts";
import { type Mark, mayMark, sampleOf, SUBJECTS, type Subject } from "../../core/social/report/sample.ts";
import type { Action, Query } from "../action.ts";
import type { Stores } from "../ports.ts";
import type { Done, Marked, Sampled } from "./ports.ts";

const RIGHT = "social.approve";
type Store = Pick<Stores, "setting" | "socialReport">;

type ShownItem = Omit<Sampled, "at" | "staffId"> & {
  readonly at: string;
  readonly mark: Mark | null;
  readonly markedBy: string | null;
};
type ShownAgent = {
  readonly id: string;
  readonly name: string;
  /** What she did that day, of which the items are the sample. */
  readonly of: number;
  readonly items: readonly ShownItem[];
};

/** A day's sample, agent by agent: by chance, the same for everybody; and what was marked already. */
export const readSample: Query<{ readonly day: string }, { readonly agents: readonly ShownAgent[] }, Store> =
  {
    permission: RIGHT,
    async ask({ store, actor }, { day }) {
      const settings = await store.setting.read();
      const period = dayOfDate(day, settings["hours.zone"]);
      const scope = scopeOf(actor, RIGHT);
      const done = await store.socialReport.done(period, scope);
      const marked = await store.socialReport.marked(period, scope);
      const drawn = drawnOf(day, done, marked, settings["social.sampleShare"]);
      const sampled = await store.socialReport.sampled(idsOf(drawn, "answer"), idsOf(drawn, "dismissal"));
      return { agents: agentsOf(done, marked, sampled) };
    },
  };

type Subjected = { readonly subject: Subject; readonly id: string };
const keyOf = ({ subject, id }: Subjected): string => `${subject} ${id}`;
const idsOf = (all: readonly Subjected[], subject: Subject): string[] => [
  ...new Set(all.filter((one) => one.subject === subject).map(({ id }) => id)),
];

/** Of each agent's answers and dismissals a sample each; what was marked stays, though what was done was taken back. */
function drawnOf(
  day: string,
  done: readonly Done[],
  marked: readonly Marked[],
  share: number,
): readonly Subjected[] {
  const agents = [...new Set(done.map(({ staffId }) => staffId))];
  const drawn = agents.flatMap((staffId) =>
    SUBJECTS.flatMap((subject) => {
      const ids = done
        .filter((one) => one.staffId === staffId && one.subject === subject)
        .map(({ id }) => id);
      return sampleOf(day, ids, share).map((id) => ({ subject, id }));
    }),
  );
  return [...drawn, ...marked];
}

function agentsOf(
  done: readonly Done[],
  marked: readonly Marked[],
  sampled: readonly Sampled[],
): readonly ShownAgent[] {
  const marks = new Map(marked.map((one) => [keyOf(one), one]));
  const names = new Map([...done, ...marked].map(({ staffId, staffName }) => [staffId, staffName]));
  const shown = (one: Sampled): ShownItem => {
    const { subject, id, threadId, account, author, asked, is, said, dismissal } = one;
    const { mark = null, by = null } = marks.get(keyOf(one)) ?? {};
    const at = new Date(one.at).toISOString();
    return { subject, id, threadId, account, at, author, asked, is, said, dismissal, mark, markedBy: by };
  };
  return [...names]
    .map(([id, name]) => ({
      id,
      name,
      of: done.filter(({ staffId }) => staffId === id).length,
      items: sampled.filter(({ staffId }) => staffId === id).map(shown),
    }))
    .toSorted((one, other) => one.name.localeCompare(other.name) || (one.id < other.id ? -1 : 1));
}

/**
 * A supervisor has looked at it. The last mark counts.
 * @throws Fault `social_answer_gone`, `social_gone`, `social_mark_unfit`, `forbidden`
 */
export const markSample: Action<
  { readonly subject: Subject; readonly id: string; readonly mark: Mark },
  void,
  Store
> = {
  id: "social.marked",
  permission: RIGHT,
  async run({ store, actor, at }, { subject, id, mark }) {
    const found = await store.socialReport.subject(subject, id);
    if (found === undefined) {
      throw subject === "answer"
        ? new Fault("social_answer_gone", "There is no such answer.")
        : new Fault("social_gone", "There is no such thread, or its dismissal was taken back.");
    }
    const { queueId, ...whose } = found;
    admit(actor, RIGHT, queueId ?? undefined);
    if (!mayMark(subject, mark)) {
      throw new Fault("social_mark_unfit", "This mark does not fit what was done.");
    }
    await store.socialReport.mark({ subject, id, mark, ...whose }, actor.id, at);
    const about = subject === "answer" ? "social_answer" : "social_thread";
    return { result: undefined, audit: [{ subject: about, subjectId: id, data: { mark } }] };
  },
};
