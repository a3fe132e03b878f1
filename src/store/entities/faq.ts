import { EntitySchema } from "typeorm";

import type { Answer } from "../../core/knowledge/entry.ts";

export type FaqEntryRow = {
  readonly id: string;
  readonly accountId: string;
  readonly key: string;
  readonly publishedVersion: number | null;
  readonly createdAt: Date;
};

export type FaqVersionRow = {
  readonly entryId: string;
  readonly version: number;
  readonly title: string;
  readonly phrasings: string[];
  readonly answer: Answer;
  readonly createdAt: Date;
  readonly createdBy: string;
  readonly variants?: Readonly<Record<string, Answer>>;
  readonly validFrom?: Date | null;
  readonly validUntil?: Date | null;
  readonly accountIds?: string[];
  readonly folded?: string[] | null;
  readonly restores?: number | null;
};

export const FaqEntryEntity = new EntitySchema<FaqEntryRow>({
  name: "faq_entry",
  columns: {
    id: { type: "uuid", primary: true, primaryKeyConstraintName: "faq_entry_pkey" },
    accountId: { type: "uuid", name: "account_id" },
    key: { type: "text" },
    publishedVersion: { type: "integer", name: "published_version", nullable: true },
    createdAt: { type: "timestamptz", precision: 3, name: "created_at" },
  },
  uniques: [{ name: "faq_entry_key_key", columns: ["accountId", "key"] }],
  foreignKeys: [
    {
      name: "faq_entry_account_fkey",
      target: "account",
      columnNames: ["account_id"],
      referencedColumnNames: ["id"],
    },
    {
      name: "faq_entry_published_fkey",
      target: "faq_version",
      columnNames: ["id", "published_version"],
      referencedColumnNames: ["entry_id", "version"],
      deferrable: "INITIALLY DEFERRED",
    },
  ],
});

export const FaqVersionEntity = new EntitySchema<FaqVersionRow>({
  name: "faq_version",
  columns: {
    entryId: { type: "uuid", name: "entry_id", primary: true, primaryKeyConstraintName: "faq_version_pkey" },
    version: { type: "integer", primary: true, primaryKeyConstraintName: "faq_version_pkey" },
    title: { type: "text" },
    phrasings: { type: "text", array: true },
    answer: { type: "jsonb" },
    createdAt: { type: "timestamptz", precision: 3, name: "created_at" },
    createdBy: { type: "text", name: "created_by" },
    variants: { type: "jsonb", default: {} },
    validFrom: { type: "timestamptz", precision: 3, name: "valid_from", nullable: true },
    validUntil: { type: "timestamptz", precision: 3, name: "valid_until", nullable: true },
    accountIds: { type: "uuid", array: true, name: "account_ids", default: [] },
    folded: { type: "text", array: true, nullable: true },
    restores: { type: "integer", nullable: true },
  },
  indices: [
    { name: "faq_version_valid_from", columns: ["validFrom"], where: "valid_from IS NOT NULL" },
    { name: "faq_version_valid_until", columns: ["validUntil"], where: "valid_until IS NOT NULL" },
  ],
  checks: [{ name: "faq_version_version_check", expression: "version > 0" }],
  foreignKeys: [
    {
      name: "faq_version_entry_fkey",
      target: "faq_entry",
      columnNames: ["entry_id"],
      referencedColumnNames: ["id"],
    },
  ],
});
