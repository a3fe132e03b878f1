import type { ClientBase } from "pg";

import type { SocialReportStore } from "../../action/social-report/ports.ts";
import { attained } from "./attained.ts";
import { sample } from "./sample.ts";

/** What is read of the public by day. */
export const socialReportStore = (client: ClientBase): SocialReportStore => ({
  attained: attained(client),
  ...sample(client),
});
