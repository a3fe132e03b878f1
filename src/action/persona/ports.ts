/** Somebody of ours who serves, and as whom an account's fans see her; null: as the account says. */
export type Attribution = {
  readonly staffId: string;
  readonly name: string;
  readonly persona: string | null;
};

export type PersonaStore = {
  /** Of all who may serve, by name. */
  readonly list: (accountId: string) => Promise<readonly Attribution[]>;
  /** Null: as nobody of her own. False where there is no such person. */
  readonly set: (accountId: string, staffId: string, persona: string | null) => Promise<boolean>;
};
