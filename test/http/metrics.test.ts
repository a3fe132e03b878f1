import { expect, it } from "@jest/globals";

import { createMetrics } from "../../src/http/metrics.ts";

it("tells how many messages wait at the moment that somebody looks", async () => {
  let waiting = 3;
  const metrics = createMetrics();
  metrics.watchWaiting(() => waiting);
  expect(await metrics.registry.metrics()).toContain("\nseatbridge_lane_waiting 3\n");
  waiting = 0;
  expect(await metrics.registry.metrics()).toContain("\nseatbridge_lane_waiting 0\n");
});
