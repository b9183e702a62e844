import { executeWithoutActor, type Transaction } from "@coachwork/platform";
import { Firm, Introduction, INTRODUCTIONS_PATH, type IntroductionSide, Person } from "@coachwork/schema";
import { z } from "zod";
import { type Naming, on } from "../jobs/cause.js";
import { enqueue } from "../jobs/enqueue.js";
import { job, type OfFirm, uuid } from "../jobs/job.js";
import type { JobServices } from "../jobs/services.js";
import { isIntroductionOpen } from "../people/open-introduction.js";
import { frontendPage } from "./frontend-page.js";
import { dayTo } from "./joining-letter.js";
import type { PlainLetter } from "./plain-letter.js";
import { sendPlainLetter } from "./send-plain-letter.js";

const READERS = ["MENTOR", "MENTEE", "INTRODUCED"] as const satisfies readonly ("MENTOR" | IntroductionSide)[];
const STATUSES = ["ASKED", "ACCEPTED", "DECLINED"] as const;
type Step = (typeof STATUSES)[number];

interface Told extends OfFirm {
  readonly introduction: string;
  readonly reader: (typeof READERS)[number];
  readonly status: Step;
}

/** Asks the two who are introduced, and tells all when both have accepted, and the mentor when one has declined. */
export const tellOfIntroduction = job({
  name: "tellOfIntroduction",
  lane: "mail",
  told: { introduction: uuid, reader: z.enum(READERS), status: z.enum(STATUSES) },
  causedBy: [
    on(["introduction.asked"], (transaction, event) => tell(transaction, event, "ASKED", ["MENTEE", "INTRODUCED"])),
    on(["introduction.accepted"], (transaction, event) => tell(transaction, event, "ACCEPTED", READERS)),
    on(["introduction.declined"], (transaction, event) => tell(transaction, event, "DECLINED", ["MENTOR"])),
  ],

  async run(services, told, signal): Promise<void> {
    const letter = await letterOf(services, told);
    if (letter) await sendPlainLetter(services, letter, signal);
  },
});

function tell(
  transaction: Transaction,
  { ids: { introduction } }: Naming<"introduction">,
  status: Step,
  readers: readonly Told["reader"][],
): void {
  for (const reader of readers) enqueue(transaction, tellOfIntroduction, { introduction, reader, status });
}

type Letter = PlainLetter<"introductionWanted" | "introductionMade" | "introductionAnswered">;

function letterOf(services: JobServices, told: Told): Promise<Letter | undefined> {
  const { firmId, introduction: id, reader: part, status } = told;
  return executeWithoutActor(services, firmId, async (transaction, now): Promise<Letter | undefined> => {
    const introduction = await transaction.findOne(Introduction, { id });
    if (introduction?.status !== status) return undefined;
    if (status === "ASKED" && !(await isIntroductionOpen(transaction, id, now))) return undefined;
    const people = await peopleOf(transaction, introduction);
    const reader = people[part];
    if (!reader.isReached) return undefined;
    const { name: firm, frontendUrl } = (await transaction.findOne(Firm, {}))!;
    const page = reader.hasAccount ? frontendPage(frontendUrl, "introductions", id) : null;
    const all = { id: `${id}.${part}`, reader, firm, page };
    const [mentor, mentee, introduced] = [people.MENTOR.name, people.MENTEE.name, people.INTRODUCED.name];
    if (status === "ASKED") {
      const link = part === "INTRODUCED" ? linkFor(services, firmId, introduction) : null;
      const asked = {
        isMentee: part === "MENTEE",
        message: introduction.message,
        day: dayTo(reader, introduction.answerBy),
      };
      const facts = { mentor, mentee, introduced, ...asked, link };
      return { ...all, kind: "introductionWanted", facts, writtenAt: introduction.createdAt };
    }
    const writtenAt = introduction.decidedAt!;
    if (part === "MENTOR") {
      const decliner = introduction.menteeAnswer === "DECLINED" ? mentee : introduced;
      const facts = { mentee, introduced, declinedBy: status === "DECLINED" ? decliner : null };
      return { ...all, kind: "introductionAnswered", facts, writtenAt };
    }
    const other = part === "MENTEE" ? people.INTRODUCED : people.MENTEE;
    if (!other.isReached) return undefined;
    const facts = { mentor, other: other.name, address: other.email, firm };
    return { ...all, kind: "introductionMade", facts, writtenAt };
  });
}

interface Reader extends Pick<Person, "name" | "email" | "locale"> {
  /** Whether letters go to them. A mailbox of somebody who cannot sign in any more may belong to somebody else by now. */
  readonly isReached: boolean;
  readonly hasAccount: boolean;
}

/** The three. Somebody outside is written to in the mentor's language, since theirs is not known. */
async function peopleOf(transaction: Transaction, introduction: Introduction): Promise<Record<Told["reader"], Reader>> {
  const reader = async (id: string): Promise<Reader> => {
    const person = (await transaction.findOne(Person, { id }))!;
    return { ...person, isReached: person.status === "ACTIVE", hasAccount: true };
  };
  const { mentorId, menteeId, introducedId, outsiderName: name, outsiderEmail: email } = introduction;
  const [mentor, mentee] = [await reader(mentorId), await reader(menteeId)];
  const [isReached, { locale }] = [email !== null, mentor];
  const outsider = { name: name ?? "", email: email ?? "", locale, isReached, hasAccount: false };
  return { MENTOR: mentor, MENTEE: mentee, INTRODUCED: introducedId === null ? outsider : await reader(introducedId) };
}

/** Where somebody without an account answers. The link ends when the introduction does. */
function linkFor(
  { publicUrl, mailboxTokens }: Pick<JobServices, "publicUrl" | "mailboxTokens">,
  firmId: string,
  { id, outsiderEmail: address }: Introduction,
): string | null {
  if (address === null) return null;
  const token = mailboxTokens.tokenOf({ purpose: "introduction", ids: [firmId, id], address });
  return new URL(`${INTRODUCTIONS_PATH}${token}`, publicUrl).href;
}
