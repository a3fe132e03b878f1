/** How long a customer has waited for a word of ours, and what her row says of it. */
export type Wait = {
  readonly level: "calm" | "soon" | "overdue";
  /** Whole seconds to show: waited so far, left until it is late, late by now. */
  readonly seconds: number;
};

/** So long before it is late the row warns. */
const SOON_MS = 30_000;

/** From when the customer waits and how long she may, in milliseconds. */
export function waitAt(now: number, since: number, targetMs: number): Wait {
  const waited = Math.max(0, now - since);
  const left = targetMs - waited;
  if (left <= 0) return { level: "overdue", seconds: Math.floor((waited - targetMs) / 1_000) };
  if (left <= SOON_MS) return { level: "soon", seconds: Math.ceil(left / 1_000) };
  return { level: "calm", seconds: Math.floor(waited / 1_000) };
}

const two = (value: number): string => String(value).padStart(2, "0");

/** 0:07, 12:30, 1:02:30; of days only the hours: 26:02:30. */
export function clockText(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds));
  const hours = Math.floor(whole / 3_600);
  const minutes = Math.floor(whole / 60) % 60;
  return hours > 0 ? `${hours}:${two(minutes)}:${two(whole % 60)}` : `${minutes}:${two(whole % 60)}`;
}

/** How long a customer may wait for a word: what the trade counts as a slow answer, in milliseconds. */
export const REPLY_TARGET_MS = 100_000;
