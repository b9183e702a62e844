/** A place in a calendar event: LOCATION, which every program shows, and URL for what can be opened. */
export function calendarPlace(place: string | undefined): { readonly location?: string; readonly url?: string } {
  if (place === undefined) return {};
  const isLink = /^https:\/\/\S+$/i.test(place) && URL.canParse(place);
  return isLink ? { location: place, url: place } : { location: place };
}
