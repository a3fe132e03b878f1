/** One official account. A simulated one exists for practice and never counts in metrics, bills, CRM. */
export type Account = {
  readonly id: string;
  /** Name of the platform's adapter. */
  readonly platform: string;
  readonly name: string;
  readonly simulated: boolean;
  /** What the adapter needs; its own schema checks it. A real account's secrets are sealed. */
  readonly config: Readonly<Record<string, unknown>>;
  /** Where its fans wait for a person. */
  readonly queueId?: string | null;
  readonly createdAt: Date;
};
