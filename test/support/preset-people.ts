import { beforeEach, expect } from "@jest/globals";
import { MINUTE } from "../../src/core/kernel/instant.ts";
import type { Deviation } from "../../src/core/preset/deviation.ts";
import { type Person, seatPeople } from "./seat-people.ts";

type Made = { readonly id: string; readonly version: number };

/** People at the API with a leader who writes presets, and a second queue; no preset is left of the test before. */
export function presetPeople() {
  const on = seatPeople();
  let chief: Person;
  let agency = "";
  let nr = 0;
  beforeEach(async () => {
    for (const table of ["deviation", "preset_run", "preset", "setting"])
      await on.floor().tables.rows(`DELETE FROM ${table}`);
    chief = await on.person("chief", "supervisor");
    agency = await on.floor().queue();
  });
  const iso = (at: number): string => new Date(at).toISOString();

  return {
    ...on,
    iso,
    chief: () => chief,
    agency: () => agency,
    async preset(...deviations: Deviation[]): Promise<Made> {
      nr += 1;
      const { status, body } = await chief.call("POST", "/presets", { name: `双11 ${nr}`, deviations });
      expect([status, body]).toEqual([200, expect.anything()]);
      return body as Made;
    },
    switchOn({ id, version }: Made, minutes = 60, startsInMs?: number) {
      const from = startsInMs === undefined ? {} : { startsAt: iso(on.now() + startsInMs) };
      const endsAt = iso(on.now() + (startsInMs ?? 0) + minutes * MINUTE);
      return chief.call("POST", `/presets/${id}/start`, { version, ...from, endsAt });
    },
    end: (run: string) => chief.call("POST", `/presets/runs/${run}/end`),
  };
}

export const runOf = ({ body }: { readonly body: unknown }): string => (body as { id: string }).id;
