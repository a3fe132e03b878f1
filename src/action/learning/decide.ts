import { actorName } from "../../core/access/actor.ts";
import type { QuestionRef } from "../../core/learning/question.ts";
import type { Writing } from "../../core/knowledge/writing.ts";
import type { Action } from "../action.ts";
import {
  admitLearner,
  decideOn,
  type Done,
  NOTHING_DONE,
  refusePersonal,
  type Store,
  withPhrasings,
} from "./rules.ts";

type Asked = { readonly accountId: string; readonly questions: readonly QuestionRef[] };
type Begun = Asked & { readonly title: string; readonly phrasings: readonly string[] };

/**
 * 新建: begins an entry of them as a draft; its answer is still to be written.
 * @throws Fault `forbidden`, `account_gone`, `phrasing_personal` {words}, `learning_decided`
 */
export const beginEntry: Action<Begun, Done, Store> = {
  id: "learning.begun",
  permission: "knowledge.write",
  async run(context, { accountId, title, phrasings, questions }) {
    const { store, actor, at, ids } = context;
    await admitLearner(store, actor, accountId);
    refusePersonal([title, ...phrasings]);
    const entryId = ids();
    const { writing } = withPhrasings({ ...EMPTY, title }, phrasings);
    await store.knowledge.create(entryId, accountId, writing, { at, by: actorName(actor) });
    const id = ids();
    const act = { ...NOTHING_DONE, id, accountId, kind: "begun", entryId, draft: 1, drafted: true } as const;
    await decideOn(context, act, questions);
    return {
      result: { act: id, entryId, published: false },
      audit: [{ subject: "entry", subjectId: entryId, data: { questions: questions.length } }],
    };
  },
};

const EMPTY: Writing = {
  title: "",
  phrasings: [],
  answer: { kind: "text", text: "" },
  variants: {},
  validFrom: null,
  validUntil: null,
  accountIds: [],
};

/** 忽略: nobody is to see these again. @throws Fault `forbidden`, `account_gone`, `learning_decided` */
export const ignoreQuestions: Action<Asked, Done, Store> = {
  id: "learning.ignored",
  permission: "knowledge.write",
  async run(context, { accountId, questions }) {
    const { store, actor, ids } = context;
    await admitLearner(store, actor, accountId);
    const id = ids();
    const act = { ...NOTHING_DONE, id, accountId, kind: "ignored", entryId: null } as const;
    await decideOn(context, act, questions);
    return {
      result: { act: id, entryId: null, published: false },
      audit: [{ subject: "account", subjectId: accountId, data: { questions: questions.length } }],
    };
  },
};
