import type { Asked } from "../capability/asked.ts";

export type Label = { readonly id: string; readonly name: string; readonly fans?: number };

export type LabelLimits = {
  /** Of a name, in UTF-8 bytes. */
  readonly nameBytesMax: number;
  readonly perFanMax: number;
  readonly perAccountMax: number;
};

/** Labels (标签) that the platform keeps of an account's fans. */
export type Labels = {
  readonly limits: LabelLimits;
  readonly list: (signal: AbortSignal) => Promise<Asked<readonly Label[]>>;
  readonly create: (name: string, signal: AbortSignal) => Promise<Asked<Label>>;
  readonly give: (labelId: string, externalId: string, signal: AbortSignal) => Promise<Asked<void>>;
  readonly take: (labelId: string, externalId: string, signal: AbortSignal) => Promise<Asked<void>>;
};
