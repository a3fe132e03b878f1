import type { ClientBase } from "pg";

import type {
  SpendingFilter,
  SpendingStore,
  SpentAccount,
  SpentHour,
  Unforeseen,
} from "../../action/spending/ports.ts";
import { spentBetween } from "./spent.ts";

const ACCOUNTS =
  "SELECT id::text, name, simulated FROM account WHERE platform <> 'call' ORDER BY simulated, created_at";

const MARK = "coalesce((SELECT until FROM spending_mark), '-infinity')";

/** What is summed up, and the hours since. $1 from, $2 to, $3 account */
const HOURS = /* sql */ `
  SELECT account_id::text AS account, hour, spender, fate, count FROM (
    SELECT account_id, hour, spender, fate, count FROM spending
    WHERE hour >= $1 AND hour < least($2::timestamptz, ${MARK})
    UNION ALL
    SELECT * FROM (${spentBetween(`greatest($1::timestamptz, ${MARK})`, "$2::timestamptz")}) open
  ) spent WHERE $3::uuid IS NULL OR account_id = $3 ORDER BY hour, account, spender, fate`;

/** The report has the number of the message that it is about. $4 how many */
const UNFORESEEN = /* sql */ `
  SELECT c.account_id::text AS account, o.conversation_id::text AS "conversationId", o.seq, e.at,
    e.data ->> 'refused' AS code, e.data ->> 'trigger' AS trigger, (e.data ->> 'left')::int AS left
  FROM outbox o JOIN conversation c ON c.id = o.conversation_id
  JOIN event e ON e.subject_id = o.conversation_id AND e.seq = o.seq AND e.code = 'refused_unforeseen'
  WHERE o.state IN ('rejected', 'expired') AND o.at >= $1 AND o.at < $2 AND ($3::uuid IS NULL OR c.account_id = $3)
  ORDER BY e.at DESC LIMIT $4`;

const valuesOf = ({ from, to, account }: SpendingFilter): readonly unknown[] => [
  new Date(from),
  new Date(to),
  account,
];

export const spendingStore = (client: ClientBase): SpendingStore => ({
  accounts: async () => (await client.query<SpentAccount>(ACCOUNTS)).rows,
  hours: async (filter) => (await client.query<SpentHour>(HOURS, [...valuesOf(filter)])).rows,
  unforeseen: async (filter, max) =>
    (await client.query<Unforeseen>(UNFORESEEN, [...valuesOf(filter), max])).rows,
});
