import type { CommandServices } from "@coachwork/platform";
import type { JobPayload } from "../jobs/jobs.js";
import { membersOn, peopleOf } from "../people/engagement-people.js";
import { eachSessionAhead } from "../booking/sessions-ahead.js";
import { vacateForOthers } from "../booking/seats.js";

/** Frees the seats, in an engagement's sessions to come, of all who do not take part on the session's day, for those who wait. */
export async function vacateSeats(services: CommandServices, payload: JobPayload<"vacateSeats">): Promise<void> {
  await eachSessionAhead(services, payload, async (recorder, seated) => {
    const { session } = seated;
    if (session.capacity === null || session.status !== "CONFIRMED") return;
    const { participants } = await peopleOf(recorder.transaction, session.engagementId);
    await vacateForOthers(recorder, seated, membersOn(participants, session.date));
  });
}
