import { readAttained } from "../../../action/social-report/attained.ts";
import { markSample, readSample } from "../../../action/social-report/sample.ts";
import { acts, asks, type Route } from "../../api/route.ts";
import * as report from "../../contract/social/report.ts";

/** What is read of the public by day, and what is found of it. */
export const socialReportRoutes: readonly Route[] = [
  asks(report.readAttained, readAttained),
  asks(report.readSample, readSample),
  acts(report.markSample, markSample),
];
