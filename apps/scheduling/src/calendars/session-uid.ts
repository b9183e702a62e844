import { apiIdOf, uuidOf } from "@coachwork/reader";
import { Session, SessionSeries } from "@coachwork/schema";

const MARK = "@coachwork";

/** What calendars know a session by (RFC 5545 UID), in feeds and in invitations alike, for as long as it lives. */
export function sessionUid(id: string): string {
  return `${apiIdOf(Session, id)}${MARK}`;
}

/** What calendars know a series by, all its sessions together. */
export function seriesUid(id: string): string {
  return `${apiIdOf(SessionSeries, id)}${MARK}`;
}

/** The UUIDs that a UID of this product may be of; whether a firm has such a session or series its tables know. */
export function uuidsOfUid(uid: string): { readonly session: string; readonly series: string } {
  const id = uid.toLowerCase().replace(MARK, "");
  return { session: uuidOf(Session, id), series: uuidOf(SessionSeries, id) };
}
