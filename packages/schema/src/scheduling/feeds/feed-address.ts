/** The path at which the gateway serves calendar feeds: `/calendars/<token>.ics`. */
export const FEEDS_PATH = "/calendars/";
export const FEED_ENDING = ".ics";

/** The address of a calendar feed at a gateway with this public URL. */
export function feedAddress(publicUrl: string, token: string): string {
  return `${publicUrl.replace(/\/+$/, "")}${FEEDS_PATH}${token}${FEED_ENDING}`;
}
