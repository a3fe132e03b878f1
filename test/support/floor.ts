import { type Floor, floorOf } from "../../src/core/seating/floor.ts";

export const WRAP_MS = 90_000;
export const RESUME_MS = 600_000;

/** Everybody is there. */
export const staffedFloor: Floor = {
  staffed: () => true,
  isFull: () => false,
  signedIn: () => true,
  wrapMs: () => WRAP_MS,
  resumeMs: () => RESUME_MS,
  ahead: () => 0,
};

/** Nobody is. */
export const emptyFloor: Floor = floorOf({ signedIn: [], queues: [] });
