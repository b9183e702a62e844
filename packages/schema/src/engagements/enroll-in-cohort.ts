import { Int } from "type-graphql";
import { changed, flag, idOf, list, MANAGERS, mutation, required, told, usual } from "../common/declare.js";
import { Person } from "../tenancy/person.js";
import { Cohort } from "./cohort.js";
import { Enrollment } from "./enrollment.js";
import { programUseRefusals } from "./refusals.js";

/** The most people who are enrolled at a time. */
export const MOST_ENROLLED = 500;

export const EnrollInCohort = mutation("enrollInCohort", {
  owner: "gateway",
  description:
    "Enrolls people in a cohort, all at once, and reports of each. Enrolling the same people again changes nothing. Members who stopped early are enrolled again.",
  roles: MANAGERS,
  input: {
    cohortId: required(idOf(Cohort), "The cohort."),
    personIds: required(list(idOf(Person), { least: 1, most: MOST_ENROLLED }), "The clients or mentees, {range}."),
    partial: usual(
      flag,
      false,
      "Whether to enroll the others if some are refused. By default, one refusal refuses all, and nothing is written.",
    ),
  },
  refusals: {
    ...programUseRefusals,
    PEOPLE_REFUSED: "Some people were refused and `partial` was not set. Nothing was written.",
  },
  result: {
    cohort: changed(Cohort, "The cohort."),
    enrollments: told<readonly Enrollment[]>(() => [Enrollment], "Everybody who was named, in the same order."),
    enrolled: told<number>(() => Int, "How many were enrolled."),
    alreadyEnrolled: told<number>(() => Int, "How many were members already."),
    refused: told<number>(() => Int, "How many were refused."),
  },
});
