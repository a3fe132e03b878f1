import { joinCaller, readCall } from "../../../action/call/read-call.ts";
import { reportCall } from "../../../action/call/report.ts";
import { changeSystem, createSystem, listSystems } from "../../../action/call/systems.ts";
import { dial, readNumber } from "../../../action/dial/dial.ts";
import { findForPanel, readPanel } from "../../../action/panel/panel.ts";
import { callMissedBack, listMissed } from "../../../action/call/missed.ts";
import { acts, answers, asks, type Route } from "../../api/route.ts";
import * as call from "../../contract/cti/call.ts";
import * as dialling from "../../contract/cti/dial.ts";
import * as missed from "../../contract/cti/missed.ts";
import * as panel from "../../contract/cti/panel.ts";
import * as report from "../../contract/cti/report.ts";
import * as system from "../../contract/cti/system.ts";
import { bearerOf } from "../../session/bearer.ts";

/** Telephone systems and what they report. */
export const ctiRoutes: readonly Route[] = [
  answers(report.reportCall, ({ input, ctx }, api) =>
    api.perform(reportCall, { ...input, key: bearerOf(ctx) }, undefined),
  ),
  asks(call.readCall, readCall),
  acts(call.joinCaller, joinCaller),
  asks(missed.listMissed, listMissed),
  acts(missed.callMissedBack, callMissedBack),
  asks(panel.readPanel, readPanel),
  asks(panel.findForPanel, findForPanel),
  asks(dialling.readNumber, readNumber),
  acts(dialling.dial, dial),
  asks(system.listSystems, listSystems),
  acts(system.createSystem, createSystem),
  acts(system.changeSystem, changeSystem),
];
