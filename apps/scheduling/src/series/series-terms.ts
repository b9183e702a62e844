import type { ContextOf } from "@coachwork/platform";
import type { BookSeries, InputOf, SessionSeries, SessionType } from "@coachwork/schema";
import { refuseLength, typeToAgree } from "../booking/type-to-agree.js";

/** What each session of a series is for, how long and where. */
export interface SeriesTerms extends Pick<SessionSeries, "kind" | "sessionTypeId" | "durationMinutes" | "place"> {
  readonly type: SessionType | undefined;
}

/** The requested terms. What the session type defines applies and must not be contradicted. */
export async function termsToAgree(
  context: ContextOf<typeof BookSeries>,
  { sessionTypeId, kind, durationMinutes, place }: InputOf<typeof BookSeries>,
): Promise<SeriesTerms> {
  const type = await typeToAgree(context, { sessionTypeId, kind });
  if (!type) {
    if (durationMinutes == null) {
      const message = "Give durationMinutes, or the sessionTypeId, which defines the duration.";
      return context.refuse("REQUIRED", "durationMinutes", message);
    }
    return { kind: kind ?? "REGULAR", sessionTypeId: null, durationMinutes, place: place ?? null, type };
  }
  if (durationMinutes != null && durationMinutes !== type.durationMinutes)
    refuseLength(context, type, "durationMinutes", `not ${durationMinutes}`);
  const { id, durationMinutes: minutes } = type;
  return { kind: type.kind, sessionTypeId: id, durationMinutes: minutes, place: place ?? type.place, type };
}
