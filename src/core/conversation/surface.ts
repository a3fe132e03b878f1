/**
 * Where a conversation takes place. public: below a post that everybody reads; nothing is ever sent from there as a
 * message, and whoever answers writes a comment (`core/social`). call: on the telephone, each call one conversation; what
 * stands in it is notes.
 */
export type Surface = "private" | "public" | "call";
