import { engagementJob } from "../jobs/engagement-job.js";
import { membersOn, peopleOf } from "../people/engagement-people.js";
import { eachSessionAhead } from "../booking/sessions-ahead.js";
import { vacateSeatsOfLeavers } from "../booking/seats.js";

/**
 * Frees the seats, in an engagement's future sessions, of everybody who does not take part on the session's day, and
 * offers them.
 */
export const vacateSeats = engagementJob({
  name: "vacateSeats",
  events: ["engagement.participant_left"],

  async run(services, told): Promise<void> {
    await eachSessionAhead(services, told, async (recorder, seated) => {
      const { session } = seated;
      if (session.capacity === null || session.status !== "CONFIRMED") return;
      const { participants } = await peopleOf(recorder.transaction, session.engagementId);
      await vacateSeatsOfLeavers(recorder, seated, membersOn(participants, session.date));
    });
  },
});
