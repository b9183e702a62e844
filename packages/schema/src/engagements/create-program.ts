import {
  changed,
  clearable,
  count,
  flag,
  idOf,
  list,
  MANAGERS,
  mutation,
  required,
  text,
  usual,
  wordOf,
} from "../common/declare.js";
import { Person } from "../tenancy/person.js";
import { AgreementTemplate } from "./agreement-template.js";
import { Chemistry, Program } from "./program.js";
import { MOST_PROGRAM_COACHES } from "./program-coach.js";
import { coachChoiceRefusals, kindRefusals, programRefusals } from "./refusals.js";
import { AllocationUnit, EngagementFormat, EngagementKind, MentoringForm } from "./words.js";

export const CreateProgram = mutation("createProgram", {
  owner: "gateway",
  description: "Designs a program, as a draft.",
  roles: MANAGERS,
  input: {
    name: required(text(200), "The name. Unique in the firm."),
    kind: required(
      wordOf(EngagementKind),
      "Whether its engagements are coaching or mentoring. Coaching needs a length and an allocation. Mentoring needs a form.",
    ),
    format: required(wordOf(EngagementFormat), "Whether its engagements are with one person, a group or a team."),
    mentoringForm: clearable(
      wordOf(MentoringForm),
      "How mentoring is agreed. Formal mentoring needs a length. Informal mentoring takes no allocation. Not for coaching.",
    ),
    allocationUnit: clearable(wordOf(AllocationUnit), "The unit of an engagement's allocation. Coaching needs one."),
    allocationAmount: clearable(
      count(1, 10_000),
      "How many sessions or hours an engagement's participants are entitled to, {range}.",
    ),
    weeks: clearable(count(1, 520), "The length of an engagement in weeks, {range}. Left out, it is open-ended."),
    coachIds: clearable(
      list(idOf(Person), { least: 1, most: MOST_PROGRAM_COACHES }),
      "Who may coach or mentor in it, {range}. Left out, everybody who coaches for the firm may.",
    ),
    chemistry: usual(wordOf(Chemistry), "OPTIONAL", "Whether people meet coaches before one is chosen."),
    mostInterviews: clearable(
      count(1, 20),
      "The most coaches whom a person meets first, {range}. Left out, there is no limit. Not with NONE.",
    ),
    agreementTemplateId: clearable(
      idOf(AgreementTemplate),
      "The template that agreements of its engagements are made from. Not for informal mentoring.",
    ),
    needsAgreement: usual(
      flag,
      false,
      "Whether its engagements need a completed agreement before they are activated. Not for informal mentoring.",
    ),
    needsApproval: usual(flag, false, "Whether those who run the practice approve each pairing."),
  },
  refusals: {
    ...kindRefusals,
    ...programRefusals,
    ...coachChoiceRefusals,
    NAME_TAKEN: "The firm already has a program of this name.",
  },
  result: { program: changed(Program, "The new program.") },
});
