import { makeTalk, previewTalk, restoreTalk, withdrawTalk } from "../../../action/practice/make.ts";
import { answerTurn, beginRun, listTalks, readRun } from "../../../action/practice/practise.ts";
import { acts, asks, type Route } from "../../api/route.ts";
import * as practice from "../../contract/practice/practice.ts";

/** 演练: finished talks, masked, and who practises on them. */
export const practiceRoutes: readonly Route[] = [
  asks(practice.previewTalk, previewTalk),
  acts(practice.makeTalk, makeTalk),
  acts(practice.withdrawTalk, withdrawTalk),
  acts(practice.restoreTalk, restoreTalk),
  asks(practice.listTalks, listTalks),
  acts(practice.beginRun, beginRun),
  asks(practice.readRun, readRun),
  acts(practice.answerTurn, answerTurn),
];
