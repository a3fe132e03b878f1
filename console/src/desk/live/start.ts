import { watch } from "vue";

import { closeStream, openStream } from "../../api/stream.ts";
import { me } from "../../me/session.ts";
import { forgetOutbox, startSender } from "../outbox/sender.ts";
import { startRinging } from "../ring/ringing.ts";
import { startBreaks } from "../breaks/break-line.ts";
import { startClock } from "../time/clock.ts";
import { startDeskState } from "./desk-state.ts";
import { forgetDrafts, startDrafts } from "./drafts.ts";
import { forgetSeen } from "./seen.ts";
import { startThreads } from "../thread/threads.ts";
import { startWindowState } from "./window-seen.ts";

let stop: (() => void) | undefined;

/**
 * Begins to live for whoever is signed in, until she signs out: from then on it rings and sends also while another
 * page of the console is open. Only one runs, however often it is asked for.
 */
export function startDesk(): void {
  const staffId = me.value?.id;
  if (stop !== undefined || staffId === undefined) return;
  const stops = [
    startWindowState(),
    startClock(),
    startDeskState(),
    startThreads(),
    startDrafts(staffId),
    startSender(staffId),
    startRinging(),
    startBreaks(),
    watch(me, (who) => {
      if (who?.id === staffId) return;
      forgetDrafts();
      forgetOutbox(staffId);
      forgetSeen();
      stop?.();
    }),
  ];
  // A line that was opened before anybody here listened has told its state to nobody.
  closeStream();
  openStream();
  stop = () => {
    stop = undefined;
    for (const one of stops.toReversed()) one();
  };
}
