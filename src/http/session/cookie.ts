/** `__Host-` binds the cookie to this host and to https; a browser takes it by no other way. */
export const cookieName = (secure: boolean): string => (secure ? "__Host-seatbridge" : "seatbridge");

/** The session's cookie as the browser is told to keep it; without a token, to forget it. */
export function sessionCookie(
  token: string | undefined,
  options: { readonly secure: boolean; readonly maxAgeS: number },
): string {
  const { secure, maxAgeS } = options;
  const parts = [
    `${cookieName(secure)}=${token ?? ""}`,
    "Path=/",
    `Max-Age=${token === undefined ? 0 : maxAgeS}`,
    "HttpOnly",
    "SameSite=Lax",
  ];
  return [...parts, ...(secure ? ["Secure"] : [])].join("; ");
}

/** The value of the first cookie of this name. */
export function readCookie(header: string | undefined, name: string): string | undefined {
  for (const pair of (header ?? "").split(";")) {
    const equals = pair.indexOf("=");
    if (equals > 0 && pair.slice(0, equals).trim() === name) return pair.slice(equals + 1).trim();
  }
  return undefined;
}
