import {
  changed,
  clearable,
  count,
  date,
  flag,
  idOf,
  list,
  longText,
  MANAGERS,
  mutation,
  optional,
  required,
  text,
  usual,
  wordOf,
} from "../common/declare.js";
import { Organization } from "../tenancy/organization.js";
import { Person } from "../tenancy/person.js";
import { Team } from "../tenancy/team.js";
import { Cohort } from "./cohort.js";
import { Engagement } from "./engagement.js";
import { Program } from "./program.js";
import {
  kindRefusals,
  membershipRefusals,
  otherInCohort,
  poolRefusals,
  poolUnit,
  programUseRefusals,
} from "./refusals.js";
import { AllocationUnit, EngagementFormat, EngagementKind, MentoringForm } from "./words.js";

export const CreateEngagement = mutation("createEngagement", {
  owner: "gateway",
  description: "Creates an engagement as a draft.",
  roles: MANAGERS,
  input: {
    title: required(text(200), "The title."),
    externalId: clearable(text(200), "The engagement's id in another system. Unique in the firm."),
    programId: optional(
      idOf(Program),
      "The program that it is created in. It must be active. The kind, format, form and allocation are the program's, and the last day follows from its length. What you give instead of the form, the allocation or the last day applies.",
    ),
    cohortId: optional(
      idOf(Cohort),
      "The cohort whose members take part, instead of a program. The program and the organization are the cohort's. Its participants must be members who have no engagement in it. It takes its allocation from the cohort's pool, if there is one.",
    ),
    kind: optional(
      wordOf(EngagementKind),
      "Whether it is coaching or mentoring. Needed without a program. Coaching needs an end date and an allocation. Mentoring needs a form.",
    ),
    format: optional(
      wordOf(EngagementFormat),
      "Whether it is with one person, a group or a team. Needed without a program.",
    ),
    mentoringForm: clearable(wordOf(MentoringForm), "How mentoring is agreed. Not for coaching."),
    objectives: clearable(longText(5_000), "What the engagement is to achieve. Formal mentoring needs it."),
    startsOn: required(date, "The first day."),
    endsOn: clearable(date, "The last day. Coaching and formal mentoring need one."),
    allocationUnit: clearable(wordOf(AllocationUnit), "The unit of the allocation. Coaching needs one."),
    allocationAmount: clearable(count(1, 10_000), "How many sessions or hours the participants are entitled to."),
    proBono: usual(flag, false, "Whether the coaches work without any payment. Pro bono hours are logged separately."),
    organizationId: clearable(idOf(Organization), "The organization that sponsors it."),
    teamId: clearable(idOf(Team), "The team it is with. The format TEAM needs one."),
    coachIds: clearable(list(idOf(Person)), "Those who coach or mentor from the first day. At most 20."),
    participantIds: clearable(list(idOf(Person)), "Those who take part from the first day. At most 100."),
  },
  refusals: {
    ...membershipRefusals,
    EXTERNAL_ID_TAKEN: "Another engagement of the firm already has this external id.",
    END_BEFORE_START: "The last day is before the first.",
    NEEDS_END: "Coaching and formal mentoring need a last day.",
    ...kindRefusals,
    ...programUseRefusals,
    ...otherInCohort,
    ...poolRefusals,
    ...poolUnit,
    OTHER_IN_PROGRAM: "The program has another kind or format.",
    NEEDS_OBJECTIVES: "Formal mentoring needs its objectives.",
    NEEDS_TEAM: "The format TEAM needs a team.",
    NO_TEAM: "Only the format TEAM has a team.",
  },
  result: { engagement: changed(Engagement, "The new engagement.") },
});
