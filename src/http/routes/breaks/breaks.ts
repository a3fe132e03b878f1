import { leaveLine, readMyBreaks } from "../../../action/breaks/ask.ts";
import {
  changeBreakCode,
  createBreakCode,
  putBreakQuota,
  readBreakCodes,
  readBreakQuotas,
} from "../../../action/breaks/codes.ts";
import { approveBreak, moveInBreakLine, readBreakLine, refuseBreak } from "../../../action/breaks/lead.ts";
import { acts, asks, type Route } from "../../api/route.ts";
import * as breaks from "../../contract/breaks/breaks.ts";

/** 小休: why, how many at once, and who waits for it. */
export const breakRoutes: readonly Route[] = [
  asks(breaks.readBreakCodes, readBreakCodes),
  acts(breaks.createBreakCode, createBreakCode),
  acts(breaks.changeBreakCode, changeBreakCode),
  asks(breaks.readBreakQuotas, readBreakQuotas),
  acts(breaks.putBreakQuota, putBreakQuota),
  asks(breaks.readMyBreaks, readMyBreaks),
  acts(breaks.leaveBreakLine, leaveLine),
  asks(breaks.readBreakLine, readBreakLine),
  acts(breaks.approveBreak, approveBreak),
  acts(breaks.refuseBreak, refuseBreak),
  acts(breaks.moveInBreakLine, moveInBreakLine),
];
