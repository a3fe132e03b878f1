/**
 * Where a conversation takes place. public: below a post that everybody reads; nothing is ever sent from there as a
 * message, and whoever answers writes a comment (`core/social`).
 */
export type Surface = "private" | "public";
