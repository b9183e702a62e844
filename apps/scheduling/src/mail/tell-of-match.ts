import { executeWithoutActor, type Transaction } from "@coachwork/platform";
import { Engagement, Firm, Match, type MatchMoveName, Person } from "@coachwork/schema";
import { z } from "zod";
import { type Naming, on } from "../jobs/cause.js";
import { enqueue } from "../jobs/enqueue.js";
import { job, type OfFirm, uuid } from "../jobs/job.js";
import type { JobServices } from "../jobs/services.js";
import { frontendPage } from "./frontend-page.js";
import { dayTo } from "./joining-letter.js";
import type { PlainLetter } from "./plain-letter.js";
import { sendPlainLetter } from "./send-plain-letter.js";

const READERS = ["PARTICIPANT", "COACH", "PROPOSER"] as const;
type Reader = (typeof READERS)[number];
const STEPS = [
  "offered",
  "accepted",
  "paired",
  "declined",
  "withdrawn",
  "expired",
] as const satisfies readonly MatchMoveName[];
type Step = (typeof STEPS)[number];

interface Told extends OfFirm {
  readonly match: string;
  readonly reader: Reader;
  readonly step: Step;
}

/**
 * Asks the two of a match, and tells what came of it: those who run the practice an answer, a coach a pairing or the end of an offer.
 * The person learns of a pairing by the letter that tells who joins their engagement.
 */
export const tellOfMatch = job({
  name: "tellOfMatch",
  lane: "mail",
  told: { match: uuid, reader: z.enum(READERS), step: z.enum(STEPS) },
  causedBy: [
    on(["match.offered"], (transaction, event) => tell(transaction, event, "offered", ["PARTICIPANT", "COACH"])),
    on(["match.accepted"], (transaction, event) => tell(transaction, event, "accepted", ["PROPOSER"])),
    on(["match.paired"], (transaction, event) => tell(transaction, event, "paired", ["COACH"])),
    on(["match.declined"], (transaction, event) => tell(transaction, event, "declined", READERS)),
    on(["match.withdrawn"], (transaction, event) => tell(transaction, event, "withdrawn", ["COACH"])),
    on(["match.expired"], (transaction, event) => tell(transaction, event, "expired", ["COACH", "PROPOSER"])),
  ],

  async run(services, told, signal): Promise<void> {
    const letter = await letterOf(services, told);
    if (letter) await sendPlainLetter(services, letter, signal);
  },
});

function tell(
  transaction: Transaction,
  { ids: { match } }: Naming<"match">,
  step: Step,
  readers: readonly Reader[],
): void {
  for (const reader of readers) enqueue(transaction, tellOfMatch, { match, reader, step });
}

const statuses: Readonly<Record<Step, Match["status"]>> = {
  offered: "OFFERED",
  accepted: "ACCEPTED",
  paired: "PAIRED",
  declined: "DECLINED",
  withdrawn: "WITHDRAWN",
  expired: "EXPIRED",
};

type Letter = PlainLetter<
  "matchOffered" | "matchWanted" | "matchesWanted" | "matchAnswered" | "matchPaired" | "matchEnded"
>;

function letterOf(services: JobServices, { firmId, match: id, reader: part, step }: Told): Promise<Letter | undefined> {
  return executeWithoutActor(services, firmId, async (transaction): Promise<Letter | undefined> => {
    const match = await transaction.findOne(Match, { id });
    // What was taken back before it was offered is nobody's business.
    if (!match || match.offeredAt === null) return undefined;
    // A letter about all that was offered at once goes even if the first of them has declined.
    const isForAll = step === "offered" && (part === "PARTICIPANT" || match.runId !== null);
    if (match.status !== statuses[step] && !isForAll) return undefined;
    const [participant, coach] = [
      await person(transaction, match.participantId),
      await person(transaction, match.coachId),
    ];
    const proposer = match.proposedById === null ? null : await person(transaction, match.proposedById);
    const reader = { PARTICIPANT: participant, COACH: coach, PROPOSER: proposer }[part];
    if (reader?.status !== "ACTIVE") return undefined;
    const { name: firm, frontendUrl } = (await transaction.findOne(Firm, {}))!;
    const all = { id: `${id}.${part}`, reader, firm, page: frontendPage(frontendUrl, "matches", id) };
    const decided = { ...all, writtenAt: match.updatedAt };
    const names = { participant: participant.name, coach: coach.name };
    if (step === "offered") {
      const day = dayTo(reader, match.answerBy!);
      const asked = { ...all, writtenAt: match.offeredAt };
      if (part === "COACH") {
        if (match.runId === null)
          return { ...asked, kind: "matchWanted", facts: { name: participant.name, day, firm } };
        const names = await namesFor(transaction, match.runId, match);
        if (names.length === 0) return undefined;
        const more = Math.max(0, names.length - MOST_NAMED);
        return { ...asked, kind: "matchesWanted", facts: { names: names.slice(0, MOST_NAMED), more, day, firm } };
      }
      const coaches = await offeredTogether(transaction, match);
      return coaches === undefined ? undefined : { ...asked, kind: "matchOffered", facts: { coaches, day, firm } };
    }
    if (part === "PROPOSER") {
      const decliner = match.coachAnswer === "DECLINED" ? coach.name : participant.name;
      const facts = { ...names, declinedBy: step === "declined" ? decliner : null, isExpired: step === "expired" };
      return { ...decided, kind: "matchAnswered", facts };
    }
    if (step === "paired") {
      const { title } = (await transaction.findOne(Engagement, { id: match.engagementId! }))!;
      return { ...decided, kind: "matchPaired", facts: { name: participant.name, title, firm } };
    }
    // Who has declined knows it.
    if ((part === "COACH" ? match.coachAnswer : match.participantAnswer) === "DECLINED") return undefined;
    return { ...decided, kind: "matchEnded", facts: { name: part === "COACH" ? participant.name : coach.name, firm } };
  });
}

async function person(transaction: Transaction, id: string): Promise<Person> {
  return (await transaction.findOne(Person, { id }))!;
}

/** In a letter to a coach, at most so many people are named. */
const MOST_NAMED = 5;

/** The names in a coach's letter. A run offers a coach several people in one letter, which belongs to the first match. */
async function namesFor(transaction: Transaction, runId: string, { id, coachId }: Match): Promise<readonly string[]> {
  const together = await transaction.find(Match, { runId, coachId });
  if (together.some((each) => each.id < id)) return [];
  const open = together.filter(({ status }) => status === "OFFERED");
  const people = await Promise.all(open.map(({ participantId }) => person(transaction, participantId)));
  return people.map((each) => each.name).sort();
}

/** The names of the coaches who were offered at once and can be chosen. For the first of these matches alone: the person gets one letter. */
async function offeredTogether(
  transaction: Transaction,
  { id, engagementId, offeredAt }: Match,
): Promise<string | undefined> {
  const together = (await transaction.find(Match, { engagementId: engagementId! })).filter(
    (each) => each.offeredAt?.getTime() === offeredAt!.getTime(),
  );
  if (together.some((each) => each.id < id)) return undefined;
  const open = together.filter(({ status }) => status === "OFFERED");
  if (open.length === 0) return undefined;
  const coaches = await Promise.all(open.map(({ coachId }) => person(transaction, coachId)));
  return coaches
    .map(({ name }) => name)
    .sort()
    .join(", ");
}
