export type Seat = {
  readonly id: string;
  /** What stands on it: A-007. */
  readonly number: string;
  readonly groupId: string;
  readonly state: "active" | "retired";
};

export type SeatStore = {
  readonly list: () => Promise<readonly Seat[]>;
  readonly byId: (id: string) => Promise<Seat | undefined>;
  /** Those numbers of them that there are. */
  readonly taken: (numbers: readonly string[]) => Promise<readonly string[]>;
  readonly create: (seats: readonly Omit<Seat, "state">[]) => Promise<void>;
  readonly setState: (id: string, state: Seat["state"]) => Promise<void>;
};
