import { EntitySchema } from "typeorm";

export type SettingRow = {
  readonly scope: string;
  readonly key: string;
  readonly value: unknown;
  readonly version: number;
  readonly updatedAt: Date;
  readonly updatedBy: string;
};

export const SettingEntity = new EntitySchema<SettingRow>({
  name: "setting",
  columns: {
    scope: { type: "text", primary: true, primaryKeyConstraintName: "setting_pkey" },
    key: { type: "text", primary: true, primaryKeyConstraintName: "setting_pkey" },
    value: { type: "jsonb" },
    version: { type: "integer", default: 1 },
    updatedAt: { type: "timestamptz", precision: 3, name: "updated_at" },
    updatedBy: { type: "text", name: "updated_by" },
  },
});
