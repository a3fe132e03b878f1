import { createHash } from "node:crypto";

/** What is kept of a cookie's or a link's token: whoever reads the tables, or our memory, cannot use it. */
export const tokenHash = (token: string): string => createHash("sha256").update(token).digest("hex");
