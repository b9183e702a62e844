import type { CommandContext, Reason } from "@coachwork/platform";
import {
  type Engagement,
  Extension,
  Introduction,
  isEngagementOver,
  type kindChangeRefusals,
  type kindRefusals,
  Person,
  Program,
  Takeaway,
} from "@coachwork/schema";
import { In } from "typeorm";
import { MOST_PARTICIPANTS } from "./engagement-rules.js";
import { refusalsOfKind } from "./kind-rules.js";
import { holdsFrom, membersOf, PARTICIPANTS } from "./membership.js";

export type KindChangeReason = Reason<keyof typeof kindChangeRefusals>;
type Context = CommandContext<keyof typeof kindChangeRefusals>;

/** An engagement before and after a change, locked. */
export interface KindChange {
  readonly before: Engagement;
  readonly after: Engagement;
}

/** What exists in an engagement and contradicts another kind or format. Later slices know more of it. */
export type Contradictions = (context: Context, change: KindChange) => Promise<readonly KindChangeReason[]>;

export const isOtherKind = ({ before, after }: KindChange) => before.kind !== after.kind;
/** Another team is another engagement, as far as its people and their shared work are concerned. */
export const isOtherFormat = ({ before, after }: KindChange) =>
  before.format !== after.format || before.teamId !== after.teamId;
export const isOtherAllocation = ({ before, after }: KindChange) =>
  before.allocationUnit !== after.allocationUnit || before.allocationAmount !== after.allocationAmount;

/** The input field that a change of the format is about. */
export const formatField = ({ before, after }: KindChange) => (before.format === after.format ? "teamId" : "format");

/** All that stands against another kind, format, team or allocation. */
export async function refusalsOfKindChange(
  context: Context,
  change: KindChange,
  contradictions: readonly Contradictions[],
): Promise<readonly KindChangeReason[]> {
  if (!isOtherKind(change) && !isOtherFormat(change) && !isOtherAllocation(change)) return [];
  const reasons = [
    ...refusalsOfStatus(change),
    ...refusalsOfTeam(change.after),
    ...(await refusalsOfProgram(context, change)),
    ...(await refusalsOfPeople(context, change)),
    ...(await refusalsOfMentoring(context, change)),
  ];
  for (const each of contradictions) reasons.push(...(await each(context, change)));
  return reasons;
}

/** What the kind after a change does not allow, in the words of a change. */
export function refusalsOfChangedKind(
  engagement: Engagement,
  changes: Partial<Engagement>,
): Reason<keyof typeof kindRefusals | "REQUIRED">[] {
  return refusalsOfKind(engagement).map((refusal) => {
    if (refusal.code === "NO_MENTORING_FORM" && changes.mentoringForm === undefined) {
      const message = "Coaching is always agreed and has no form. Give null as mentoringForm, too.";
      return { ...refusal, message };
    }
    if (refusal.code === "NO_ALLOCATION" && changes.allocationAmount === undefined) {
      const message = "The engagement has an allocation, which informal mentoring has not. Leave it FORMAL.";
      return { ...refusal, field: "mentoringForm", message };
    }
    return refusal;
  });
}

function refusalsOfStatus(change: KindChange): KindChangeReason[] {
  const { status } = change.before;
  if (!isEngagementOver(status)) return [];
  const field = isOtherKind(change) ? "kind" : isOtherFormat(change) ? formatField(change) : "allocationAmount";
  const message = `The engagement is ${status}. What it was stays as it is. Reopen it first, or create another.`;
  return [{ code: "WRONG_STATUS", field, message }];
}

function refusalsOfTeam({ format, teamId }: Engagement): KindChangeReason[] {
  if (format === "TEAM" && teamId === null)
    return [{ code: "NEEDS_TEAM", field: "teamId", message: "The format TEAM needs a team. Give teamId." }];
  if (format === "TEAM" || teamId === null) return [];
  const message = `The format ${format} has no team. Give null as teamId, too.`;
  return [{ code: "NO_TEAM", field: "teamId", message }];
}

/** An engagement of a program is what the program offers. */
async function refusalsOfProgram({ transaction }: Context, { before, after }: KindChange): Promise<KindChangeReason[]> {
  const program = before.programId && (await transaction.findOne(Program, { id: before.programId }));
  if (!program) return [];
  const others = (["kind", "format"] as const).filter((field) => after[field] !== before[field]);
  return others
    .filter((field) => after[field] !== program[field])
    .map((field) => {
      const message = `The engagement was created in the program ${program.name}, which has the ${field} ${program[field]}. Create another engagement without it.`;
      return { code: "OTHER_IN_PROGRAM", field, message };
    });
}

/** The participants from today on, who must fit the format. */
async function refusalsOfPeople(context: Context, change: KindChange): Promise<KindChangeReason[]> {
  if (!isOtherFormat(change)) return [];
  const { transaction, actor } = context;
  const { id, format, teamId } = change.after;
  const members = await membersOf(transaction, PARTICIPANTS, id);
  const ids = [...new Set(members.filter((each) => holdsFrom(each, actor.today)).map(({ personId }) => personId))];
  const field = formatField(change);
  const reasons: KindChangeReason[] = [];
  if (ids.length > MOST_PARTICIPANTS[format]) {
    const message = `The engagement has ${ids.length} participants from today on, and the format ${format} at most ${MOST_PARTICIPANTS[format]}. End the part of the others first.`;
    reasons.push({ code: "TOO_MANY_MEMBERS", field, message });
  }
  if (format !== "TEAM" || teamId === null || ids.length === 0) return reasons;
  const outside = (await transaction.find(Person, { id: In(ids) })).filter((person) => person.teamId !== teamId);
  if (outside.length === 0) return reasons;
  const names = outside.map(({ name }) => name).sort();
  const message = `Not in the team: ${names.join(", ")}. End their part first, or name the team of all participants.`;
  return [...reasons, { code: "NOT_IN_TEAM", field: "teamId", message }];
}

/** What only mentoring has. */
async function refusalsOfMentoring({ transaction }: Context, change: KindChange): Promise<KindChangeReason[]> {
  if (!isOtherKind(change) || change.after.kind === "MENTORING") return [];
  const { id: engagementId } = change.after;
  // Private takeaways are read by their authors alone, and stay with them.
  const [takeaways, introductions, extensions] = [
    await transaction.find(Takeaway, { engagementId }),
    await transaction.find(Introduction, { engagementId, status: In(["ASKED", "ACCEPTED"]) }),
    await transaction.find(Extension, { engagementId, status: "PROPOSED" }),
  ];
  const reason = (code: KindChangeReason["code"], message: string) => ({ code, field: "kind", message });
  return [
    ...(takeaways.length > 0
      ? [reason("HAS_TAKEAWAYS", "Its people shared takeaways, which coaching has not. Their authors can remove them.")]
      : []),
    ...(introductions.length > 0
      ? [
          reason(
            "HAS_INTRODUCTIONS",
            "Mentees were introduced to others, which coaching does not do. Leave it MENTORING.",
          ),
        ]
      : []),
    ...(extensions.length > 0
      ? [reason("EXTENSION_PROPOSED", "An extension waits for an answer. Have it withdrawn or answered first.")]
      : []),
  ];
}
