import type { Query } from "../../action/action.ts";
import { giveAwayAbusive } from "../../action/abuse/give-away.ts";
import { recover } from "../../action/abuse/recover.ts";
import { forceNotReady, forceSignOut, setCapacity } from "../../action/agent/force.ts";
import { listChoices, readLast } from "../../action/agent/look.ts";
import { setPresence } from "../../action/agent/set-presence.ts";
import { signIn } from "../../action/agent/sign-in.ts";
import { signOut } from "../../action/agent/sign-out.ts";
import { readChain } from "../../action/contact/passing/read-chain.ts";
import { readAlarms, readFloor } from "../../action/floor/read-floor.ts";
import { explainContact } from "../../action/floor/explain.ts";
import { readNights } from "../../action/floor/nights.ts";
import { readOutlook } from "../../action/floor/outlook.ts";
import { tryQueue } from "../../action/floor/try-queue.ts";
import { keepLanes, readLanes, tryLane } from "../../action/lane/lanes.ts";
import { addLaneWord, readLaneWords, removeLaneWord } from "../../action/lane/words.ts";
import { listMisroutes, readMisroutes } from "../../action/misroute/misroutes.ts";
import { accept } from "../../action/offer/accept.ts";
import { reject } from "../../action/offer/reject.ts";
import type { Stores } from "../../action/ports.ts";
import type { Chained } from "../../action/contact/ports.ts";
import type { Candidate } from "../../core/assignment/explain/explanation.ts";
import { chainText } from "../../text/assignment/chain-text.ts";
import { explanationText, placeText, reasonText, ruleText } from "../../text/assignment/explanation-text.ts";
import type { Language } from "../../text/index.ts";
import type { GivenAnswer, InputOf } from "../contract/contract.ts";
import { acts, asks, type Route } from "../api/route.ts";
import { giveAway } from "../contract/abuse/abuse.ts";
import { explain, readChain as readChainContract } from "../contract/desk/contact.ts";
import * as floor from "../contract/people/floor.ts";
import * as lane from "../contract/work/lane.ts";
import * as misroute from "../contract/work/misroute.ts";
import * as offer from "../contract/desk/offer.ts";
import * as seat from "../contract/desk/seat.ts";

type InWords = {
  readonly contactId: string;
  readonly queueId: string;
  readonly version: number;
  readonly zh: string[];
  readonly en: string[];
  readonly chain: readonly StepInWords[];
};

type StepInWords = { readonly at: string; readonly zh: string; readonly en: string };

/** The engine gives reasons as codes; these are its words. */
const explainInWords: Query<{ readonly id: string }, InWords, Pick<Stores, "floor" | "passing">> = {
  permission: explainContact.permission,
  async ask(context, input) {
    const { explanation, names, chain } = await explainContact.ask(context, input);
    const { contactId, queueId, version } = explanation;
    const words = (language: "zh-CN" | "en"): string[] => [
      ...explanationText(language, explanation, (id) => names.get(id) ?? id),
    ];
    return { contactId, queueId, version, zh: words("zh-CN"), en: words("en"), chain: stepsInWords(chain) };
  },
};

const inBoth = (words: (language: Language) => string) => ({ zh: words("zh-CN"), en: words("en") });

const stepsInWords = ({ steps, names }: Pick<Chained, "steps" | "names">): readonly StepInWords[] =>
  steps.map((step) => ({
    at: new Date(step.at).toISOString(),
    ...inBoth((language) => chainText(language, step, (id) => names.get(id) ?? id)),
  }));

const chainInWords: Query<
  { readonly id: string },
  GivenAnswer<typeof readChainContract>,
  Pick<Stores, "conversation" | "passing">
> = {
  permission: readChain.permission,
  async ask(context, input) {
    const chain = await readChain.ask(context, input);
    const noteOf = (index: number): string | null => {
      const note = chain.steps[index]?.note;
      return (note !== undefined && chain.notes.get(note)) || null;
    };
    return { steps: stepsInWords(chain).map((step, index) => ({ ...step, note: noteOf(index) })) };
  },
};

const verdictOf = ({ passedOver }: Candidate): "first" | "later" | "passed" => {
  if (passedOver === undefined) return "first";
  return passedOver.why === "later_in_order" ? "later" : "passed";
};

const tryInWords: Query<
  InputOf<typeof floor.tryQueue>,
  GivenAnswer<typeof floor.tryQueue>,
  Pick<Stores, "floor" | "queue" | "staff">
> = {
  permission: tryQueue.permission,
  async ask(context, input) {
    const { explanation, names } = await tryQueue.ask(context, { ...input, preferId: input.preferId });
    const { at, queueId, version, candidates, more } = explanation;
    const nameOf = (id: string): string => names.get(id) ?? id;
    return {
      queueId,
      version,
      more,
      place: inBoth((language) => placeText(language, explanation, nameOf)),
      rule: inBoth((language) => ruleText(language, explanation)),
      candidates: candidates.map((candidate) => ({
        staffId: candidate.agentId,
        name: nameOf(candidate.agentId),
        verdict: verdictOf(candidate),
        why: inBoth((language) => reasonText(language, candidate.passedOver, at)),
      })),
    };
  },
};

/** An agent at her seat, what she is offered there, and what of it was sent wrong. */
export const seatingRoutes: readonly Route[] = [
  asks(lane.readLanes, readLanes),
  acts(lane.keepLanes, keepLanes),
  asks(lane.tryLane, tryLane),
  asks(lane.readLaneWords, readLaneWords),
  acts(lane.addLaneWord, addLaneWord),
  acts(lane.removeLaneWord, removeLaneWord),
  asks(seat.listSeatChoices, listChoices),
  asks(seat.readLastSession, readLast),
  acts(seat.signInOnSeat, signIn),
  acts(seat.signOutOfSeat, signOut),
  acts(seat.setPresence, setPresence),
  acts(seat.recover, recover),
  acts(giveAway, giveAwayAbusive),
  acts(seat.forceNotReady, forceNotReady),
  acts(seat.setCapacity, setCapacity),
  acts(seat.forceSignOut, forceSignOut),
  acts(offer.acceptOffer, accept),
  acts(offer.rejectOffer, reject),
  asks(explain, explainInWords),
  asks(readChainContract, chainInWords),
  asks(floor.readFloor, readFloor),
  asks(floor.readAlarms, readAlarms),
  asks(floor.readOutlook, readOutlook),
  asks(floor.readNights, readNights),
  asks(floor.tryQueue, tryInWords),
  asks(misroute.readMisroutes, readMisroutes),
  asks(misroute.listMisroutes, listMisroutes),
];
