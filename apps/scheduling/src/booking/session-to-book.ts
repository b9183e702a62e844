import type { CommandContext, Transaction } from "@coachwork/platform";
import { type Session, type SessionKind, SessionType, rfc3339 } from "@coachwork/schema";
import type { SessionTime } from "../staffing/session-time.js";
import { MINUTE } from "../core/lengths.js";
import { refuseLength, typeToAgree } from "./type-to-agree.js";

/** What the caller says about a session's length and purpose. */
interface Asked {
  readonly sessionTypeId?: string | null;
  readonly kind?: SessionKind | null;
  readonly startsAt: Date;
  readonly endsAt?: Date | null;
}

/** The length and purpose of a session that is booked or moved. */
export interface SessionToBook extends SessionTime, Pick<Session, "kind"> {
  readonly type: SessionType | undefined;
}

/** The requested session. What its type defines applies and must not be contradicted. */
export async function sessionToBook(
  context: CommandContext<string>,
  { sessionTypeId, kind, startsAt, endsAt }: Asked,
): Promise<SessionToBook> {
  const type = await typeToAgree(context, { sessionTypeId, kind });
  if (!type) {
    if (endsAt == null) {
      const message = "Give the session's end (endsAt) or its sessionTypeId, which defines its duration.";
      return context.refuse("REQUIRED", "endsAt", message);
    }
    return { startsAt, endsAt, kind: kind ?? "REGULAR", type };
  }
  const end = endOf(startsAt, type);
  if (endsAt != null && endsAt.getTime() !== end.getTime())
    refuseLength(context, type, "endsAt", `until ${rfc3339(end)}`);
  return { startsAt, endsAt: end, kind: type.kind, type };
}

function endOf(startsAt: Date, { durationMinutes }: SessionType): Date {
  return new Date(startsAt.getTime() + durationMinutes * MINUTE);
}

/** A session at another time: it keeps its type, kind and length unless the caller changes them. */
export async function sessionToMove(
  context: CommandContext<string>,
  session: Session,
  asked: Omit<Asked, "kind">,
): Promise<SessionToBook> {
  if (asked.sessionTypeId != null) return sessionToBook(context, asked);
  const { startsAt } = asked;
  const length = session.endsAt.getTime() - session.startsAt.getTime();
  const endsAt = asked.endsAt ?? new Date(startsAt.getTime() + length);
  return { startsAt, endsAt, kind: session.kind, type: await typeOf(context.transaction, session) };
}

/** The type that a session or a series was booked with. It may be archived. */
export async function typeOf(
  transaction: Transaction,
  { sessionTypeId }: Pick<Session, "sessionTypeId">,
): Promise<SessionType | undefined> {
  return (sessionTypeId && (await transaction.findOne(SessionType, { id: sessionTypeId }))) || undefined;
}
