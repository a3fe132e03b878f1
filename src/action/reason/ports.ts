import type { Reason } from "../../core/reason/tree.ts";

export type ReasonFields = Pick<Reason, "parentId" | "name" | "nameEn" | "position" | "active">;

export type ReasonStore = {
  readonly all: () => Promise<readonly Reason[]>;
  /** All, with nobody else changing them meanwhile: a tree is more than its nodes. */
  readonly lockAll: () => Promise<readonly Reason[]>;
  readonly insert: (reason: Reason) => Promise<void>;
  readonly update: (id: string, fields: ReasonFields) => Promise<void>;
};
