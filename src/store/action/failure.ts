import { Fault } from "../../core/kernel/fault.ts";
import { failureOf, textOf } from "../hot/failure.ts";

const TIMED_OUT = "57014";
/** pg-pool's own words: it gives no code. */
const NO_CONNECTION = /^timeout exceeded when trying to connect/;

/** Somebody else was quicker: the same again may well succeed. */
export const isRaced = (error: unknown): boolean => failureOf(error) === "raced";

/** What a person is told of a database that did not do it; a bug stays what it is. */
export function faultOf(error: unknown): unknown {
  if (error instanceof Fault) return error;
  if (textOf(error, "code") === TIMED_OUT)
    return new Fault("busy", "This took too long. Try again in a moment.");
  if (NO_CONNECTION.test(textOf(error, "message"))) return unavailable();
  switch (failureOf(error)) {
    case "raced":
      return new Fault("raced", "Somebody changed this at the same moment. Look again, then repeat it.");
    case "locked":
      return new Fault("busy", "Somebody is busy with this right now. Try again in a moment.");
    case "unreachable":
      return unavailable();
    case "poison":
      return error;
  }
}

const unavailable = (): Fault =>
  new Fault("unavailable", "The database does not answer. Nothing was changed. Try again in a moment.");
