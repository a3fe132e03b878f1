import type { Route } from "../api/route.ts";
import { breakRoutes } from "./breaks/breaks.ts";
import { coverRoutes } from "./cover/cover.ts";
import { ctiRoutes } from "./cti/cti.ts";
import { peopleRoutes } from "./people.ts";
import { practiceRoutes } from "./practice/practice.ts";
import { presetRoutes } from "./preset/preset.ts";
import { seatingRoutes } from "./seating.ts";
import { sessionRoutes } from "./session.ts";

/** Every call of the API. */
export const allRoutes: readonly Route[] = [
  ...sessionRoutes,
  ...peopleRoutes,
  ...seatingRoutes,
  ...breakRoutes,
  ...practiceRoutes,
  ...presetRoutes,
  ...coverRoutes,
  ...ctiRoutes,
];
