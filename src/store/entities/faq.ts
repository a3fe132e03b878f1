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
  },
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
