import { executeWithoutActor, type Transaction } from "@coachwork/platform";
import { Engagement, Feedback, Firm, Person } from "@coachwork/schema";
import { type Naming, on } from "../jobs/cause.js";
import { enqueue } from "../jobs/enqueue.js";
import { job, type OfFirm, uuid } from "../jobs/job.js";
import type { JobServices } from "../jobs/services.js";
import { presentMembersOf } from "./engagement-members.js";
import { frontendPage } from "./frontend-page.js";
import type { PlainLetter } from "./plain-letter.js";
import { sendPlainLetter } from "./send-plain-letter.js";

interface Told extends OfFirm {
  readonly reader: string;
  readonly feedback: string;
}

/** Tells a coach or mentor that a participant asks for feedback, unless that is answered or withdrawn by now. */
export const askForFeedback = job({
  name: "askForFeedback",
  lane: "mail",
  told: { reader: uuid, feedback: uuid },
  causedBy: [on(["feedback.requested"], askCoaches)],

  async run(services, told, signal): Promise<void> {
    const letter = await letterOf(services, told);
    if (letter) await sendPlainLetter(services, letter, signal);
  },
});

async function askCoaches(
  transaction: Transaction,
  { ids: { engagement, feedback } }: Naming<"engagement" | "feedback">,
  now: number,
): Promise<void> {
  for (const reader of await coachesOf(transaction, engagement, now))
    enqueue(transaction, askForFeedback, { reader, feedback });
}

/** Everybody who coaches in it today and can sign in. */
async function coachesOf(transaction: Transaction, engagement: string, now: number): Promise<readonly string[]> {
  const members = await presentMembersOf(transaction, engagement, now);
  return members.filter(({ sides }) => sides.includes("COACH")).map(({ id }) => id);
}

function letterOf(
  services: JobServices,
  { firmId, reader: id, feedback }: Told,
): Promise<PlainLetter<"feedbackWanted"> | undefined> {
  return executeWithoutActor(services, firmId, async (transaction, now) => {
    const request = await transaction.findOne(Feedback, { id: feedback, status: "REQUESTED" });
    if (!request || !(await coachesOf(transaction, request.engagementId, now)).includes(id)) return undefined;
    const reader = (await transaction.findOne(Person, { id }))!;
    const { name } = (await transaction.findOne(Person, { id: request.participantId }))!;
    const { title } = (await transaction.findOne(Engagement, { id: request.engagementId }))!;
    const { name: firm, frontendUrl } = (await transaction.findOne(Firm, {}))!;
    const page = frontendPage(frontendUrl, "feedback", feedback);
    const facts = { name, title, firm };
    return { kind: "feedbackWanted", id: `${feedback}.${id}`, reader, firm, page, facts, writtenAt: request.createdAt };
  });
}
