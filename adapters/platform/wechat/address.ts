import { isPrivateAddress } from "seatbridge/kit";

const LOOPBACK = /^(localhost|127\.0\.0\.1|\[::1\])$/;
const NUMBERS = /^[0-9.]+$/;

/** Whether a secret may be sent there: encrypted, or to this machine. */
export function isSafe(address: string): boolean {
  if (!URL.canParse(address)) return false;
  const { protocol, hostname } = new URL(address);
  return protocol === "https:" || (protocol === "http:" && LOOPBACK.test(hostname));
}

/** Whether it names a machine within the house by its number: a name may lead elsewhere tomorrow. */
export function isWithinHouse(address: string): boolean {
  if (!URL.canParse(address)) return false;
  const { protocol, hostname } = new URL(address);
  return protocol === "http:" && NUMBERS.test(hostname) && isPrivateAddress(hostname);
}
