import { cellsOf } from "../../core/knowledge/sheet/cells.ts";
import { answerField, BASE_FIELDS, type KnowledgeField } from "../../core/knowledge/sheet/field.ts";
import type { Query } from "../action.ts";
import type { Store } from "../knowledge/rules.ts";
import { readAround } from "./look.ts";

export type Exported = {
  readonly fields: readonly KnowledgeField[];
  readonly rows: readonly (readonly string[])[];
};

/**
 * All of an account's own entries as they are written now, drafts before what is published; imported again, each is the
 * same. `asList`: phrasings are to be a list also where there is one.
 * @throws Fault `account_gone`
 */
export const exportEntries: Query<{ readonly accountId: string; readonly asList: boolean }, Exported, Store> =
  {
    permission: "knowledge.read",
    async ask(context, { accountId, asList }) {
      const { zone, accounts } = await readAround.ask(context, { accountId });
      const names = new Map(accounts.map(({ id, name }) => [id, name]));
      const writings = (await context.store.knowledge.whole(accountId)).map(({ writing }) => writing);
      const platforms = [...new Set(writings.flatMap(({ variants }) => Object.keys(variants)))].toSorted();
      const fields = [...BASE_FIELDS, ...platforms.map(answerField)];
      const options = { zone, nameOf: (id: string) => names.get(id), asList };
      return { fields, rows: writings.map((writing) => cellsOf(writing, fields, options)) };
    },
  };
