import { forceNotReady, forceSignOut } from "../../action/agent/force.ts";
import { listChoices, readLast } from "../../action/agent/look.ts";
import { setPresence } from "../../action/agent/set-presence.ts";
import { signIn } from "../../action/agent/sign-in.ts";
import { signOut } from "../../action/agent/sign-out.ts";
import { accept } from "../../action/offer/accept.ts";
import { reject } from "../../action/offer/reject.ts";
import { acts, asks, type Route } from "../api/route.ts";
import * as offer from "../contract/desk/offer.ts";
import * as seat from "../contract/desk/seat.ts";

/** An agent at her seat, and what she is offered there. */
export const seatingRoutes: readonly Route[] = [
  asks(seat.listSeatChoices, listChoices),
  asks(seat.readLastSession, readLast),
  acts(seat.signInOnSeat, signIn),
  acts(seat.signOutOfSeat, signOut),
  acts(seat.setPresence, setPresence),
  acts(seat.forceNotReady, forceNotReady),
  acts(seat.forceSignOut, forceSignOut),
  acts(offer.acceptOffer, accept),
  acts(offer.rejectOffer, reject),
];
