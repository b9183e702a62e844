import { apiIdOf } from "@coachwork/reader";
import { Session } from "@coachwork/schema";

/** What calendars know a session by (RFC 5545 UID), in feeds and in invitations alike, for as long as it lives. */
export function sessionUid(id: string): string {
  return `${apiIdOf(Session, id)}@coachwork`;
}
