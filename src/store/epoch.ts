import pg from "pg";

const TIMESTAMPTZ = 1184;

/** Moments arrive as epoch milliseconds; everything else as pg reads it. */
export const epochTypes = {
  getTypeParser: (oid: number, format?: "text" | "binary") =>
    oid === TIMESTAMPTZ ? Date.parse : pg.types.getTypeParser(oid, format ?? "text"),
} as pg.CustomTypesConfig;
