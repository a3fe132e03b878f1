import type { DataSource } from "typeorm";

import { ORIGINS } from "./panel-store.ts";

/** Origins that may frame the panel now. */
export const panelOrigins = async (source: DataSource): Promise<readonly string[]> =>
  (await source.query<{ origin: string }[]>(ORIGINS)).map(({ origin }) => origin);
