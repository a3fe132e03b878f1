/** The words of a message, typed or said in a voice that the platform has understood; null: it has none. `m`: its alias. */
export const wordsIn = (m: string): string => /* sql */ `CASE ${m}.content ->> 'kind'
  WHEN 'text' THEN ${m}.content ->> 'text' WHEN 'voice' THEN ${m}.content ->> 'recognition' END`;

/** She asked for a person, or was not understood twice. Of an event's code and data, as columns. */
export const wishedIn = (code: string, data: string): string =>
  /* sql */ `${code} IN ('queued', 'left_message') AND ${data} ->> 'reason' IN ('asked', 'missed_twice')`;
