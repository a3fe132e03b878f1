import { EntitySchema } from "typeorm";

import type { Account } from "../../core/channel/account.ts";

export type AccountRow = Account & {
  readonly state: "active" | "off";
  readonly version: number;
  readonly silenceMinutes?: number | null;
  readonly silentSince?: Date | null;
};

export const AccountEntity = new EntitySchema<AccountRow>({
  name: "account",
  columns: {
    id: { type: "uuid", primary: true, primaryKeyConstraintName: "account_pkey" },
    platform: { type: "text" },
    name: { type: "text" },
    simulated: { type: "boolean" },
    config: { type: "jsonb" },
    queueId: { type: "uuid", name: "queue_id", nullable: true },
    state: { type: "text", default: "active" },
    version: { type: "int", default: 1 },
    silenceMinutes: { type: "int", name: "silence_minutes", nullable: true },
    silentSince: { type: "timestamptz", precision: 3, name: "silent_since", nullable: true },
    createdAt: { type: "timestamptz", precision: 3, name: "created_at" },
  },
  checks: [
    { name: "account_state_check", expression: "state IN ('active', 'off')" },
    { name: "account_silence_check", expression: "silence_minutes BETWEEN 0 AND 10080" },
  ],
  uniques: [{ name: "account_name_key", columns: ["name"] }],
  foreignKeys: [
    {
      name: "account_queue_fkey",
      target: "queue",
      columnNames: ["queue_id"],
      referencedColumnNames: ["id"],
    },
  ],
});
