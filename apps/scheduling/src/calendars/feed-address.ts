import type { Network, Objection } from "@coachwork/platform";
import { CalendarFailure } from "./failure.js";

const LONGEST_ADDRESS = 2_000;

/** What is wrong with an address itself, whatever may be there. */
export class InvalidAddress extends Error {
  override readonly name = "InvalidAddress";
}

/**
 * The URL of a calendar from user input. Subscribing programs write `webcal://` for `https://`.
 * @throws InvalidAddress, or CalendarFailure if calendars are not read from there
 */
export function feedAddress(text: string, network: Network): string {
  const url = URL.parse(text.trim().replace(/^webcals?:\/\//i, "https://"));
  if (url === null || !isHttp(url))
    throw new InvalidAddress(
      "This is not the address of a calendar; give one such as https://calendar.example/private.ics.",
    );
  if (url.username !== "" || url.password !== "")
    throw new InvalidAddress("The address contains a user name or password; give a private address without one.");
  url.hash = "";
  if (url.href.length > LONGEST_ADDRESS)
    throw new InvalidAddress(`The address has ${url.href.length} characters; give at most ${LONGEST_ADDRESS}.`);
  judge(url, network);
  return url.href;
}

/** @throws CalendarFailure if the network objects to the URL; no network has `data:` or `file:` */
export function judge(url: URL, network: Network): void {
  if (!isHttp(url)) throw forbidden(`begins with ${url.protocol}; it must begin with https:`);
  const objection = network.objectionTo(url);
  if (objection !== undefined) throw forbidden(objections[objection](url));
}

const objections: Readonly<Record<Objection, (url: URL) => string>> = {
  NOT_HTTPS: () => "cannot be read over HTTPS; give one that begins with https:// or webcal://",
  OTHER_PORT: ({ port }) => `is at port ${port}; calendars are read from 443 and 8443`,
};

function forbidden(objection: string): CalendarFailure {
  return new CalendarFailure("FORBIDDEN_ADDRESS", `The address ${objection}.`);
}

function isHttp({ protocol }: URL): boolean {
  return protocol === "https:" || protocol === "http:";
}
