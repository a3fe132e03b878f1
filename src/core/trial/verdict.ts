import type { Report } from "./trial.ts";

export type TrialLimits = {
  /** Of the messages that are answered now, this part may lose its answer. */
  readonly replayWorseShare: number;
};

/** So few lost answers say nothing: a day's typing errors. */
const REPLAY_FREE = 2;

/** Why a publication waits for somebody to look; none: nothing speaks against it. */
export type Doubt =
  | { readonly code: "golden_worse"; readonly n: number }
  /** Questions of the entry itself that it would not answer. */
  | { readonly code: "golden_own"; readonly n: number }
  | { readonly code: "replay_worse"; readonly n: number; readonly of: number };

/** @param own ids of the entry's own golden questions */
export function doubtsOf(
  { golden, replay }: Report,
  own: ReadonlySet<string>,
  { replayWorseShare }: TrialLimits,
): readonly Doubt[] {
  const ownWrong = golden.wrong.filter(({ goldenId }) => own.has(goldenId)).length;
  const free = Math.max(REPLAY_FREE, Math.floor(replay.answeredBefore * replayWorseShare));
  return [
    ...(golden.worse.length > 0 ? [{ code: "golden_worse", n: golden.worse.length } as const] : []),
    ...(ownWrong > 0 ? [{ code: "golden_own", n: ownWrong } as const] : []),
    ...(replay.worse > free
      ? [{ code: "replay_worse", n: replay.worse, of: replay.answeredBefore } as const]
      : []),
  ];
}
