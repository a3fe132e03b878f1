import { accessFaults } from "./access.ts";
import { accountFaults } from "./account.ts";
import { callFaults } from "../call/fault.ts";
import { connectorFaults } from "./connector.ts";
import { deskFaults } from "./desk.ts";
import { fanFaults } from "./fan.ts";
import { knowledgeFaults } from "../knowledge/fault.ts";
import { outgoingFaults } from "../outgoing/fault.ts";
import { peopleFaults } from "./people.ts";
import { presetFaults } from "../preset/fault.ts";
import { requestFaults } from "./request.ts";
import { seatingFaults } from "./seating.ts";
import { socialFaults } from "../social/fault.ts";
import { tableFaults } from "../table/fault.ts";
import { workFaults } from "./work.ts";

/** What each Fault that people may meet says: what happened, and what to do. A noun brings its own file. */
const faults = {
  ...requestFaults,
  ...presetFaults,
  ...accessFaults,
  ...peopleFaults,
  ...fanFaults,
  ...deskFaults,
  ...seatingFaults,
  ...workFaults,
  ...accountFaults,
  ...callFaults,
  ...connectorFaults,
  ...knowledgeFaults,
  ...outgoingFaults,
  ...socialFaults,
  ...tableFaults,
};

export type FaultCode = keyof typeof faults;
type FaultText = `fault.${FaultCode}`;

export const faultCodes = Object.keys(faults) as readonly FaultCode[];

export const faultTexts = (language: "en" | "zh"): Readonly<Record<FaultText, string>> =>
  Object.fromEntries(faultCodes.map((code) => [`fault.${code}`, faults[code][language]])) as Record<
    FaultText,
    string
  >;
