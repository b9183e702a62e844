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
  required,
  text,
  usual,
  wordOf,
} from "../common/declare.js";
import { Organization } from "../tenancy/organization.js";
import { Person } from "../tenancy/person.js";
import { Team } from "../tenancy/team.js";
import { AllocationUnit, Engagement, EngagementFormat, EngagementKind, MentoringForm } from "./engagement.js";
import { membershipRefusals } from "./refusals.js";

export const CreateEngagement = mutation("createEngagement", {
  owner: "gateway",
  description: "Drafts an engagement. For those who run the practice.",
  roles: MANAGERS,
  input: {
    title: required(text(200), "What it is called, {range}."),
    kind: required(wordOf(EngagementKind), "Coaching needs an end and an allocation; mentoring needs its form."),
    format: required(wordOf(EngagementFormat), "With one person, a group or a team."),
    mentoringForm: clearable(wordOf(MentoringForm), "How mentoring is agreed; not for coaching."),
    objectives: clearable(
      longText(5_000),
      "What it is to achieve; formal mentoring needs it. At most 5,000 characters.",
    ),
    startsOn: required(date, "Its first day."),
    endsOn: clearable(date, "Its last day; coaching and formal mentoring need one."),
    allocationUnit: clearable(wordOf(AllocationUnit), "What the allocation is counted in; coaching needs one."),
    allocationAmount: clearable(count(1, 10_000), "How much the participants are entitled to, {range}."),
    proBono: usual(flag, false, "Whether the coaches work for no payment of any kind: their hours are logged apart."),
    organizationId: clearable(idOf(Organization), "The organization that sponsors it."),
    teamId: clearable(idOf(Team), "The team it is with; the format TEAM needs it."),
    coachIds: clearable(list(idOf(Person)), "Who coaches or mentors from its first day; at most 20."),
    participantIds: clearable(list(idOf(Person)), "Who takes part from its first day; at most 100."),
  },
  refusals: {
    ...membershipRefusals,
    END_BEFORE_START: "The last day is before the first.",
    NEEDS_END: "Coaching, and formal mentoring, need a last day.",
    NEEDS_ALLOCATION: "Coaching needs an allocation.",
    NO_ALLOCATION: "Informal mentoring has no allocation.",
    NEEDS_MENTORING_FORM: "Mentoring is formal or informal: say which.",
    NO_MENTORING_FORM: "Coaching has no mentoring form.",
    NEEDS_OBJECTIVES: "Formal mentoring needs its objectives.",
    NEEDS_TEAM: "The format TEAM needs a team.",
    NO_TEAM: "Only the format TEAM has a team.",
  },
  result: { engagement: changed(Engagement, "The new engagement.") },
});
