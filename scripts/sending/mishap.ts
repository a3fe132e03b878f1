/** What went wrong and how to mend it, in one line; ends the command with exit code 1. */
export class Mishap extends Error {}
