import type { Bus } from "../bus/bus.ts";
import { TOPIC } from "../bus/topics.ts";
import type { Content } from "../core/channel/content.ts";
import type { Alarm } from "../flow/tend/alarm.ts";
import type { Wake } from "../flow/waking.ts";
import type { Watch } from "../flow/watch.ts";

/** Wakes, on whichever node, who has to look; the end of a turn wakes this process at its moment. */
export const createWake =
  (bus: Bus, alarm: Alarm): Wake =>
  (waking) => {
    switch (waking.topic) {
      case "turn":
        return alarm.at(waking.at);
      case "staff":
        return bus.publish(TOPIC.staff, waking.staffId);
      case "seat":
      case "floor":
      case "send":
        return bus.publish(TOPIC[waking.topic]);
    }
  };

/** What a committed message leaves to others wakes them. */
export const waking = (watch: Watch, bus: Bus, wake: Wake): Watch => ({
  ...watch,
  taken(arrival, result) {
    watch.taken(arrival, result);
    result.wakes?.forEach(wake);
    if (result.place !== undefined && tellsOfFan(arrival.message.content)) {
      bus.publish(TOPIC.fans, result.place.conversationId);
    }
  },
  stored(arrival, why, error) {
    watch.stored(arrival, why, error);
    bus.publish(TOPIC.stored);
  },
});

const TELLING: ReadonlySet<string> = new Set([
  "followed",
  "unfollowed",
  "profile_changed",
  "consent_withdrawn",
]);
const tellsOfFan = (content: Content): boolean => content.kind === "event" && TELLING.has(content.event.name);
