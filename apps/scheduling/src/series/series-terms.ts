import type { ContextOf } from "@coachwork/platform";
import { type BookSeries, type InputOf, type SessionSeries, SessionType } from "@coachwork/schema";

/** What each session of a series is for, how long and where. */
export interface SeriesTerms extends Pick<SessionSeries, "kind" | "sessionTypeId" | "durationMinutes" | "place"> {
  readonly type: SessionType | undefined;
}

/** The requested terms. What the session type defines applies and must not be contradicted. */
export async function termsToAgree(
  context: ContextOf<typeof BookSeries>,
  { sessionTypeId, kind, durationMinutes, place }: InputOf<typeof BookSeries>,
): Promise<SeriesTerms> {
  const type = sessionTypeId == null ? undefined : await context.fetch(SessionType, sessionTypeId, "sessionTypeId");
  if (!type) {
    if (durationMinutes == null) {
      const message = "Give durationMinutes, or the sessionTypeId, which defines the duration.";
      return context.refuse("REQUIRED", "durationMinutes", message);
    }
    return { kind: kind ?? "REGULAR", sessionTypeId: null, durationMinutes, place: place ?? null, type };
  }
  if (kind != null && kind !== type.kind)
    context.refuse("INVALID", "kind", `Sessions of this type are ${type.kind}, not ${kind}; leave kind out.`);
  if (durationMinutes != null && durationMinutes !== type.durationMinutes) {
    const message = `A session of this type takes ${type.durationMinutes} minutes, not ${durationMinutes}; leave durationMinutes out.`;
    context.refuse("INVALID", "durationMinutes", message);
  }
  const { id, durationMinutes: minutes } = type;
  return { kind: type.kind, sessionTypeId: id, durationMinutes: minutes, place: place ?? type.place, type };
}
