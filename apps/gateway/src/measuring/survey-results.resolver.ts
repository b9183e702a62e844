import {
  type Actor,
  Cohort,
  Organization,
  Program,
  Survey,
  SurveyResults,
  SurveyResultsOf,
  SurveyTemplate,
  uuidOf,
  type ValuesOf,
} from "@coachwork/schema";
import { Ctx, Query, Resolver } from "type-graphql";
import { type Context, signedIn } from "../graphql/context.js";
import { Takes } from "../graphql/takes.js";
import { surveyResults } from "./survey-results.js";

@Resolver()
export class SurveyResultsQuery {
  @Query(() => SurveyResults, {
    nullable: true,
    description:
      "What people answered to surveys of a template, added up, for owners, admins, program managers and API keys with `engagements:read`. Sponsors see the results of their own organization. Null if there is no such template, or if you may not see any of its results.",
  })
  @Takes(SurveyResultsOf)
  surveyResults(
    @Ctx() context: Context,
    asked: ValuesOf<typeof SurveyResultsOf.fields>,
  ): Promise<SurveyResults | null> {
    return surveyResultsTo(signedIn(context), context, asked);
  }
}

/** The results as a viewer sees them. Requests and previews both get them from here. */
export function surveyResultsTo(
  viewer: Actor,
  { services }: Context,
  { templateId, surveyId, organizationId, programId, cohortId, ...others }: ValuesOf<typeof SurveyResultsOf.fields>,
): Promise<SurveyResults | null> {
  return surveyResults(services.database, viewer, {
    ...given(others),
    templateId: uuidOf(SurveyTemplate, templateId),
    surveyId: surveyId == null ? undefined : uuidOf(Survey, surveyId),
    organizationId: organizationId == null ? undefined : uuidOf(Organization, organizationId),
    programId: programId == null ? undefined : uuidOf(Program, programId),
    cohortId: cohortId == null ? undefined : uuidOf(Cohort, cohortId),
  });
}

/** Without nulls: in GraphQL, null means the same here as leaving a field out. */
function given<T extends object>(values: T): T {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value != null)) as T;
}
