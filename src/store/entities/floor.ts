import { EntitySchema } from "typeorm";

import type { QueuePolicy } from "../../core/queue/policy.ts";

export type QueueGroupRow = { readonly id: string; readonly name: string; readonly createdAt: Date };

export type QueueRow = {
  readonly id: string;
  readonly groupId: string;
  readonly key: string;
  readonly name: string;
  readonly policy: Partial<QueuePolicy>;
  readonly state: "active" | "closed";
  readonly version: number;
  readonly createdAt: Date;
};

export type SeatRow = {
  readonly id: string;
  readonly number: string;
  readonly groupId: string;
  readonly state: "active" | "retired";
};

export const QueueGroupEntity = new EntitySchema<QueueGroupRow>({
  name: "queue_group",
  columns: {
    id: { type: "uuid", primary: true, primaryKeyConstraintName: "queue_group_pkey" },
    name: { type: "text" },
    createdAt: { type: "timestamptz", precision: 3, name: "created_at" },
  },
  uniques: [{ name: "queue_group_name_key", columns: ["name"] }],
});

export const QueueEntity = new EntitySchema<QueueRow>({
  name: "queue",
  columns: {
    id: { type: "uuid", primary: true, primaryKeyConstraintName: "queue_pkey" },
    groupId: { type: "uuid", name: "group_id" },
    key: { type: "text" },
    name: { type: "text" },
    policy: { type: "jsonb", default: {} },
    state: { type: "text", default: "active" },
    version: { type: "integer", default: 1 },
    createdAt: { type: "timestamptz", precision: 3, name: "created_at" },
  },
  uniques: [{ name: "queue_key_key", columns: ["key"] }],
  checks: [{ name: "queue_state_check", expression: "state IN ('active', 'closed')" }],
  foreignKeys: [
    {
      name: "queue_group_fkey",
      target: "queue_group",
      columnNames: ["group_id"],
      referencedColumnNames: ["id"],
    },
  ],
});

export const SeatEntity = new EntitySchema<SeatRow>({
  name: "seat",
  columns: {
    id: { type: "uuid", primary: true, primaryKeyConstraintName: "seat_pkey" },
    number: { type: "text" },
    groupId: { type: "uuid", name: "group_id" },
    state: { type: "text", default: "active" },
  },
  uniques: [{ name: "seat_number_key", columns: ["number"] }],
  checks: [
    { name: "seat_number_check", expression: "length(number) BETWEEN 1 AND 16" },
    { name: "seat_state_check", expression: "state IN ('active', 'retired')" },
  ],
  foreignKeys: [
    {
      name: "seat_group_fkey",
      target: "queue_group",
      columnNames: ["group_id"],
      referencedColumnNames: ["id"],
    },
  ],
});
