import { Field, ID, InputType, Int } from "type-graphql";
import { Changed, MutationInput, Payload, PayloadOf, refusalCodes } from "../common/mutations.js";
import { CalendarDate } from "../common/scalars.js";
import { AllocationUnit, Engagement, EngagementFormat, EngagementKind, MentoringForm } from "./engagement.js";
import { EngagementCoach, EngagementParticipant } from "./membership.js";
import { Note, NoteVisibility } from "./note.js";

@InputType({ description: "A new engagement, as a draft." })
export class CreateEngagementInput extends MutationInput {
  @Field(() => String, { description: "What it is called, 1 to 200 characters." })
  title!: string;

  @Field(() => EngagementKind, { description: "Coaching needs an end and an allocation; mentoring needs its form." })
  kind!: EngagementKind;

  @Field(() => EngagementFormat, { description: "With one person, a group or a team." })
  format!: EngagementFormat;

  @Field(() => MentoringForm, { nullable: true, description: "How mentoring is agreed; not for coaching." })
  mentoringForm?: MentoringForm | null;

  @Field(() => String, {
    nullable: true,
    description: "What it is to achieve; formal mentoring needs it. At most 5,000 characters.",
  })
  objectives?: string | null;

  @Field(() => CalendarDate, { description: "Its first day." })
  startsOn!: string;

  @Field(() => CalendarDate, { nullable: true, description: "Its last day; coaching and formal mentoring need one." })
  endsOn?: string | null;

  @Field(() => AllocationUnit, {
    nullable: true,
    description: "What the allocation is counted in; coaching needs one.",
  })
  allocationUnit?: AllocationUnit | null;

  @Field(() => Int, { nullable: true, description: "How much the participants are entitled to, 1 to 10,000." })
  allocationAmount?: number | null;

  @Field(() => Boolean, {
    defaultValue: false,
    description: "Whether the coaches work for no payment of any kind: their hours are logged apart.",
  })
  proBono?: boolean;

  @Field(() => ID, { nullable: true, description: "The organization that sponsors it." })
  organizationId?: string | null;

  @Field(() => ID, { nullable: true, description: "The team it is with; the format TEAM needs it." })
  teamId?: string | null;

  @Field(() => [ID], { nullable: true, description: "Who coaches or mentors from its first day; at most 20." })
  coachIds?: string[] | null;

  @Field(() => [ID], { nullable: true, description: "Who takes part from its first day; at most 100." })
  participantIds?: string[] | null;
}

export const membershipCodes = {
  NOT_A_COACH: "The person does not hold the role COACH.",
  NOT_A_CLIENT: "The person does not hold the role CLIENT.",
  ALREADY_MEMBER: "The person is in the engagement already.",
  TOO_MANY_MEMBERS: "The format allows no more: INDIVIDUAL has one participant, others 100; 20 coaches at most.",
  NOT_IN_TEAM: "The person is not in the engagement's team.",
} as const;

export const CreateEngagementCodes = refusalCodes("CreateEngagement", {
  ...membershipCodes,
  END_BEFORE_START: "The last day is before the first.",
  NEEDS_END: "Coaching, and formal mentoring, need a last day.",
  NEEDS_ALLOCATION: "Coaching needs an allocation.",
  NO_ALLOCATION: "Informal mentoring has no allocation.",
  NEEDS_MENTORING_FORM: "Mentoring is formal or informal: say which.",
  NO_MENTORING_FORM: "Coaching has no mentoring form.",
  NEEDS_OBJECTIVES: "Formal mentoring needs its objectives.",
  NEEDS_TEAM: "The format TEAM needs a team.",
  NO_TEAM: "Only the format TEAM has a team.",
});

@PayloadOf(CreateEngagementCodes)
export class CreateEngagementPayload extends Payload {
  @Changed(() => Engagement, "The new engagement.")
  engagement?: Engagement | null;
}

/** The moves from one status to another, each a mutation of its own. */
@InputType({ description: "An engagement." })
export class EngagementStatusInput extends MutationInput {
  @Field(() => ID, { description: "The engagement." })
  id!: string;
}

const moveCodes = { WRONG_STATUS: "The engagement's status does not allow this." } as const;

export const ActivateEngagementCodes = refusalCodes("ActivateEngagement", {
  ...moveCodes,
  NEEDS_COACH: "An active engagement needs a coach.",
  NEEDS_PARTICIPANT: "An active engagement needs a participant.",
});
export const PauseEngagementCodes = refusalCodes("PauseEngagement", moveCodes);
export const CompleteEngagementCodes = refusalCodes("CompleteEngagement", moveCodes);
export const CancelEngagementCodes = refusalCodes("CancelEngagement", moveCodes);

@PayloadOf(ActivateEngagementCodes)
export class ActivateEngagementPayload extends Payload {
  @Changed(() => Engagement, "The engagement, now active.")
  engagement?: Engagement | null;
}

@PayloadOf(PauseEngagementCodes)
export class PauseEngagementPayload extends Payload {
  @Changed(() => Engagement, "The engagement, now paused.")
  engagement?: Engagement | null;
}

@PayloadOf(CompleteEngagementCodes)
export class CompleteEngagementPayload extends Payload {
  @Changed(() => Engagement, "The engagement, now completed.")
  engagement?: Engagement | null;
}

@PayloadOf(CancelEngagementCodes)
export class CancelEngagementPayload extends Payload {
  @Changed(() => Engagement, "The engagement, now cancelled.")
  engagement?: Engagement | null;
}

@InputType({ description: "Who joins an engagement." })
export class AddToEngagementInput extends MutationInput {
  @Field(() => ID, { description: "The engagement." })
  engagementId!: string;

  @Field(() => ID, { description: "Who joins it." })
  personId!: string;

  @Field(() => CalendarDate, { nullable: true, description: "The first day; today in the firm's zone if not given." })
  joinedOn?: string | null;
}

@InputType({ description: "Who leaves an engagement." })
export class EndMembershipInput extends MutationInput {
  @Field(() => ID, { description: "The engagement's coach or participant (not the person)." })
  id!: string;

  @Field(() => CalendarDate, {
    nullable: true,
    description: "The first day on which it no longer holds; today in the firm's zone if not given.",
  })
  leftOn?: string | null;
}

const addingCodes = {
  ...moveCodes,
  ...membershipCodes,
  NEEDS_CONSENT: "Who adds themselves needs another person's consent: ask with requestToJoinEngagement.",
} as const;
export const AddEngagementCoachCodes = refusalCodes("AddEngagementCoach", addingCodes);
export const AddEngagementParticipantCodes = refusalCodes("AddEngagementParticipant", addingCodes);

const endCodes = {
  ALREADY_ENDED: "The membership has an end already.",
  END_BEFORE_START: "The end is before the first day.",
} as const;
export const EndEngagementCoachCodes = refusalCodes("EndEngagementCoach", endCodes);
export const EndEngagementParticipantCodes = refusalCodes("EndEngagementParticipant", endCodes);

@PayloadOf(AddEngagementCoachCodes)
export class AddEngagementCoachPayload extends Payload {
  @Changed(() => EngagementCoach, "From when to when the person coaches.")
  engagementCoach?: EngagementCoach | null;
}

@PayloadOf(AddEngagementParticipantCodes)
export class AddEngagementParticipantPayload extends Payload {
  @Changed(() => EngagementParticipant, "From when to when the person takes part.")
  engagementParticipant?: EngagementParticipant | null;
}

@PayloadOf(EndEngagementCoachCodes)
export class EndEngagementCoachPayload extends Payload {
  @Changed(() => EngagementCoach, "From when to when the person coached.")
  engagementCoach?: EngagementCoach | null;
}

@PayloadOf(EndEngagementParticipantCodes)
export class EndEngagementParticipantPayload extends Payload {
  @Changed(() => EngagementParticipant, "From when to when the person took part.")
  engagementParticipant?: EngagementParticipant | null;
}

@InputType({ description: "A new note." })
export class CreateNoteInput extends MutationInput {
  @Field(() => ID, { description: "The engagement it is about." })
  engagementId!: string;

  @Field(() => NoteVisibility, { description: "Who reads it. Participants write SHARED notes only." })
  visibility!: NoteVisibility;

  @Field(() => String, { description: "What to write down, 1 to 20,000 characters." })
  text!: string;
}

export const CreateNoteCodes = refusalCodes("CreateNote");

@PayloadOf(CreateNoteCodes)
export class CreateNotePayload extends Payload {
  @Changed(() => Note, "The new note.")
  note?: Note | null;
}
