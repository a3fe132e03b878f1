export type Tone =
  | "blue"
  | "green"
  | "violet"
  | "rose"
  | "red"
  | "sky"
  | "olive"
  | "amber"
  | "tan"
  | "grey"
  | "teal"
  | "indigo";

export type StackedKind = {
  readonly name: string;
  readonly tone: Tone;
  /** In the legend even where there is none of it. */
  readonly isAlwaysNamed?: boolean;
};

export type StackedColumn = {
  /** Epoch milliseconds, one column each. */
  readonly at: number;
  /** Beneath it, short. */
  readonly time: string;
  /** The first line of what a pointer is told; its kinds follow. */
  readonly head: string;
  /** In the order of the kinds. */
  readonly counts: readonly number[];
};

/** The next round number at or above: where the picture's scale ends. */
export function scaleOf(most: number): number {
  const power = 10 ** Math.floor(Math.log10(Math.max(1, most)));
  return [1, 2, 4, 5, 10].map((step) => step * power).find((end) => end >= most) ?? most;
}
