import { type Floor, floorOf, type FloorState } from "../../core/seating/floor.ts";

/** Who is there, kept as fresh as the database: read at any time without waiting. */
export type FloorWatch = {
  readonly now: () => Floor;
  /** Looks again; what was known stays where that fails. */
  readonly refresh: () => Promise<void>;
};

/** Knows the floor before it returns: nobody is told that nobody is there because we had not looked. */
export async function openFloor(load: () => Promise<FloorState>): Promise<FloorWatch> {
  let floor = floorOf(await load());
  return {
    now: () => floor,
    async refresh() {
      floor = floorOf(await load());
    },
  };
}
