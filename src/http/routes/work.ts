import type { ConnectorKinds } from "../../action/connector/ports.ts";
import { changeReason, createReason, readReasons } from "../../action/reason/reasons.ts";
import { changeTicket } from "../../action/ticket/change-ticket.ts";
import { listTickets, readTicket, readTicketEvents } from "../../action/ticket/tickets.ts";
import { fillWrapUps } from "../../action/wrap-up/fill-many.ts";
import { fillWrapUp } from "../../action/wrap-up/fill-one.ts";
import { readOwed, readWrapUp } from "../../action/wrap-up/read-form.ts";
import { acts, asks, type Route } from "../api/route.ts";
import * as reason from "../contract/work/reason.ts";
import * as ticket from "../contract/work/ticket.ts";
import * as wrapUp from "../contract/work/wrap-up.ts";

/** What is left of a talk: wrap-ups, their reasons, tickets; `linkOf`: where a CRM shows its own of one. */
export const workRoutes = (linkOf: ConnectorKinds["linkOf"]): readonly Route[] => [
  asks(wrapUp.readOwed, readOwed),
  asks(wrapUp.readWrapUp, readWrapUp),
  acts(wrapUp.fillWrapUp, fillWrapUp),
  acts(wrapUp.fillWrapUps, fillWrapUps),
  asks(reason.readReasons, readReasons),
  acts(reason.createReason, createReason),
  acts(reason.changeReason, changeReason),
  asks(ticket.readTickets, listTickets),
  asks(ticket.readTicket, readTicket(linkOf)),
  asks(ticket.readTicketEvents, readTicketEvents),
  acts(ticket.changeTicket, changeTicket),
];
