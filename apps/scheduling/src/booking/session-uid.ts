import { apiIdOf } from "@coachwork/reader";
import { Session } from "@coachwork/schema";

/** A session's identity in calendars (RFC 5545 UID), the same in feeds and invitations for its whole life. */
export function sessionUid(id: string): string {
  return `${apiIdOf(Session, id)}@coachwork`;
}
