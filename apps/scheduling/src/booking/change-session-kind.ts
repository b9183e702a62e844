import { type ContextOf, implement } from "@coachwork/platform";
import {
  ChangeSessionKind,
  type Engagement,
  type InputOf,
  mayBecome,
  Session,
  type SessionKind,
  SessionType,
} from "@coachwork/schema";
import { reserve } from "../allocation/allocation.js";
import { MINUTE } from "../core/lengths.js";
import { arrangedSession } from "./changeable-session.js";
import { objectionToStatus, ONLY_CHEMISTRY } from "./session-day.js";
import { typeOf } from "./session-to-book.js";

type Context = ContextOf<typeof ChangeSessionKind>;

/**
 * Changes what a session is for and judges anew what depends on it: its type, what its engagement may have now, and what it
 * takes of the allocation. Clients cannot, since a chemistry session would cost them nothing.
 */
export const changeSessionKind = implement(ChangeSessionKind, async (context, input) => {
  const { transaction } = context;
  const { session, engagement, coachIds, party } = await arrangedSession(context, input.id);
  const { id, status } = session;
  const { kind } = input;
  if (party === "CLIENT")
    context.refuse("FORBIDDEN", "id", "Only its coaches and those who run the practice can change a session's kind.");
  if (status !== "IN_PROGRESS" && !mayBecome(status, "CANCELLED"))
    context.refuse("WRONG_STATUS", "id", `The session is ${status}; it must be HELD, CONFIRMED or IN_PROGRESS.`);
  const type = await typeToHave(context, session, input);
  const sessionTypeId = type?.id ?? null;
  if (kind === session.kind && sessionTypeId === session.sessionTypeId) return { session: id };

  const ofStatus = kind === session.kind ? undefined : objectionToStatus(engagement, "kind", kind);
  const objections = [
    ...objectionsOfType(session, type, input),
    ...(ofStatus ? [ofStatus] : []),
    ...objectionsOfDay(engagement, session, kind),
  ];
  if (objections.length > 0) context.refuseAll(objections);
  await reserve(context, engagement, { ...session, kind }, "kind");
  await transaction.update(Session, { id }, { kind, sessionTypeId, sequence: session.sequence + 1 });
  const ids = { session: id, engagement: engagement.id, coaches: [...coachIds] };
  transaction.tell({ type: "session.kind_changed", ids });
  return { session: id };
});

/** The type that the session has from now on. */
async function typeToHave(
  context: Context,
  session: Session,
  { sessionTypeId }: InputOf<typeof ChangeSessionKind>,
): Promise<SessionType | undefined> {
  if (sessionTypeId === undefined) return typeOf(context.transaction, session);
  return sessionTypeId === null ? undefined : context.fetch(SessionType, sessionTypeId, "sessionTypeId");
}

/** Only a chemistry session comes before the engagement's first day. */
function objectionsOfDay({ startsOn }: Engagement, { date }: Session, kind: SessionKind) {
  if (kind === "CHEMISTRY" || date >= startsOn) return [];
  const message = `The session is on ${date}, and the engagement begins on ${startsOn}. ${ONLY_CHEMISTRY} Move it first (rescheduleSession).`;
  return [{ code: "OUTSIDE_ENGAGEMENT" as const, field: "kind", message }];
}

/** A type defines the kind and the length of its sessions. */
function objectionsOfType(
  { startsAt, endsAt }: Session,
  type: SessionType | undefined,
  { kind, sessionTypeId }: InputOf<typeof ChangeSessionKind>,
) {
  if (!type) return [];
  const objections = [];
  if (type.kind !== kind) {
    const message = `Sessions of the type ${type.name} are ${type.kind}, not ${kind}. Give the sessionTypeId of another type, or null for none.`;
    objections.push({ code: "INVALID" as const, field: sessionTypeId == null ? "kind" : "sessionTypeId", message });
  }
  const minutes = (endsAt.getTime() - startsAt.getTime()) / MINUTE;
  if (sessionTypeId != null && type.durationMinutes !== minutes) {
    const message = `Sessions of the type ${type.name} take ${type.durationMinutes} minutes, and this one takes ${minutes}. Give another type, or move the session (rescheduleSession).`;
    objections.push({ code: "INVALID" as const, field: "sessionTypeId", message });
  }
  return objections;
}
