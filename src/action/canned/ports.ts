export type Canned = {
  readonly id: string;
  readonly scope: "all" | "queue" | "mine";
  readonly queue: { readonly id: string; readonly name: string } | null;
  readonly code: string;
  readonly title: string;
  readonly body: string;
  readonly initials: string;
  readonly position: number;
  readonly active: boolean;
  readonly version: number;
  readonly updatedAt: string;
};

/** As it lies: of a queue, of a person, or of all. */
export type CannedFields = Pick<Canned, "code" | "title" | "body" | "initials" | "position" | "active"> & {
  readonly queueId: string | null;
  readonly staffId: string | null;
};

export type KnownCanned = CannedFields & { readonly id: string; readonly version: number };

export type CannedStore = {
  /**
   * What this person may use; `own`: also her own that are switched off; `all`: also everybody's that are, and of
   * whichever queue, but nobody else's own.
   */
  readonly of: (staffId: string, reach: "used" | "own" | "all") => Promise<Canned[]>;
  readonly one: (id: string) => Promise<Canned | undefined>;
  /** Locked. */
  readonly known: (id: string) => Promise<KnownCanned | undefined>;
  /** Whether the code has another meaning there. */
  readonly isTaken: (fields: CannedFields, butId?: string) => Promise<boolean>;
  readonly countOf: (owner: Pick<CannedFields, "queueId" | "staffId">) => Promise<number>;
  readonly insert: (id: string, fields: CannedFields, at: number) => Promise<void>;
  readonly update: (id: string, fields: CannedFields, at: number) => Promise<void>;
};
