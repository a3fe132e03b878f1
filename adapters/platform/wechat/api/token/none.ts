import type { NoToken } from "seatbridge/kit";

export const none = (code: string, afterMs: number): NoToken => ({ kind: "none", code, afterMs });
