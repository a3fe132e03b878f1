/** A webhook may carry a passive reply away as long as the platform delivers again. */
export const REDELIVERY = "20 seconds";

/** Its pause is over, and no webhook can carry it away any more. */
export const READY = /* sql */ `
  o.state = 'queued' AND coalesce(o.due_at <= now(), true)
    AND coalesce(o.passive_until + interval '${REDELIVERY}' < now(), true)`;

/** The text of a row that may leave as one message with others; null for whatever leaves by itself. */
export const leavingText = (row: string, message: string): string => /* sql */ `
  CASE WHEN ${row}.optional IS NULL AND ${message}.content ->> 'kind' = 'text' THEN ${message}.content ->> 'text' END`;
