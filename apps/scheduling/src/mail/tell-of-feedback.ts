import { executeWithoutActor, type Transaction } from "@coachwork/platform";
import { Engagement, Feedback, Firm, Person } from "@coachwork/schema";
import { type Naming, on } from "../jobs/cause.js";
import { enqueue } from "../jobs/enqueue.js";
import { job, uuid } from "../jobs/job.js";
import type { JobServices } from "../jobs/services.js";
import { frontendPage } from "./frontend-page.js";
import type { PlainLetter } from "./plain-letter.js";
import { sendPlainLetter } from "./send-plain-letter.js";

/** Tells a participant that there is feedback, unless it was removed by now. Its text is only read in Coachwork. */
export const tellOfFeedback = job({
  name: "tellOfFeedback",
  lane: "mail",
  told: { feedback: uuid },
  causedBy: [on(["feedback.given"], tellParticipant)],

  async run(services, { firmId, feedback }, signal): Promise<void> {
    const letter = await letterOf(services, firmId, feedback);
    if (letter) await sendPlainLetter(services, letter, signal);
  },
});

function tellParticipant(transaction: Transaction, { ids: { feedback } }: Naming<"feedback">): void {
  enqueue(transaction, tellOfFeedback, { feedback });
}

function letterOf(
  services: JobServices,
  firmId: string,
  id: string,
): Promise<PlainLetter<"feedbackGiven"> | undefined> {
  return executeWithoutActor(services, firmId, async (transaction) => {
    const feedback = await transaction.findOne(Feedback, { id, status: "GIVEN" });
    const reader = feedback && (await transaction.findOne(Person, { id: feedback.participantId }));
    if (!feedback || reader?.status !== "ACTIVE") return undefined;
    const { title } = (await transaction.findOne(Engagement, { id: feedback.engagementId }))!;
    const { name: firm, frontendUrl } = (await transaction.findOne(Firm, {}))!;
    const page = frontendPage(frontendUrl, "feedback", id);
    return { kind: "feedbackGiven", id, reader, firm, page, facts: { title, firm }, writtenAt: feedback.givenAt! };
  });
}
