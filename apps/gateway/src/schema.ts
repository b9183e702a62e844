import type { GraphQLSchema } from "graphql";
import { mutations } from "@coachwork/schema";
import { buildSchema } from "type-graphql";
import { AgreementQueries, AgreementTemplateQueries } from "./agreements/agreements.queries.js";
import { AgreementPdf } from "./agreements/agreement-pdf.resolver.js";
import { VerifyAgreement } from "./agreements/verify-agreement.resolver.js";
import { MatchCandidates } from "./choosing/matching/match-candidates.resolver.js";
import { ConflictOfInterestQueries, MatchQueries, MatchWeightsQueries } from "./choosing/matching/matching.queries.js";
import { matchHere } from "./choosing/matching/matcher.js";
import { type CommandParts, commandsWith } from "./commands.js";
import {
  CohortMemberQueries,
  CohortQueries,
  EngagementCounts,
  EngagementQueries,
  IntroductionQueries,
  NoteQueries,
  PoolQueries,
  ProgramQueries,
  TakeawayQueries,
} from "./engagements/engagements.queries.js";
import { ActionItemQueries, GoalQueries, GoalTemplateQueries, MetricQueries } from "./goals/goals.queries.js";
import { FeedbackQueries } from "./feedback/feedback.queries.js";
import { reportChanges } from "./graphql/change.js";
import { mutationResolvers } from "./graphql/mutations.js";
import { NodeQueries } from "./graphql/node.resolver.js";
import { usualFileLimits } from "./resources/file-limits.js";
import { ResourceAddresses, UploadAddresses } from "./resources/addresses.resolver.js";
import { AssignedWorksheetQueries, WorksheetQueries } from "./resources/worksheets.queries.js";
import { ResourceQueries } from "./resources/resources.queries.js";
import { NeedsAssessmentQueries, NeedsLinkQueries, NeedsQuestionnaireQueries } from "./choosing/needs/needs.queries.js";
import { SurveyInvitationQueries, SurveyQueries, SurveyTemplateQueries } from "./measuring/surveys.queries.js";
import { PreviewQuery } from "./measuring/reports/preview.resolver.js";
import { ReportQuery } from "./measuring/reports/report.resolver.js";
import { SurveyResultsQuery } from "./measuring/survey-results.resolver.js";
import { AuditQueries } from "./live/audit.queries.js";
import { EngagementChanges } from "./live/engagement-changes.resolver.js";
import { ChangedSince } from "./live/events-since.resolver.js";
import { EventsTold } from "./live/events.resolver.js";
import { ScheduleChanges } from "./live/schedule-changes.resolver.js";
import { SessionChanges } from "./live/session-changes.resolver.js";
import { SlotsChanges } from "./live/slots-changes.resolver.js";
import { ApiKeyQueries } from "./partners/api-key.queries.js";
import { BulkAddresses } from "./partners/bulk/bulk-address.resolver.js";
import { BulkExportQueries } from "./partners/bulk/bulk.queries.js";
import { usualExportQueries } from "./partners/bulk/bulk-settings.js";
import { CoachingLogQueries } from "./measuring/hours/coaching-log.resolver.js";
import { HoursConsentQueries } from "./measuring/hours/hours.queries.js";
import { ViewerQuery } from "./partners/viewer.resolver.js";
import { WebhookDryRun } from "./partners/webhooks/webhook-dry-run.resolver.js";
import { WebhookEndpointQueries } from "./partners/webhooks/webhooks.queries.js";
import { usualWebhookParts } from "./partners/webhooks/webhook-settings.js";
import { CoachingHoursQueries } from "./scheduling/coaching-hours.resolver.js";
import { CredentialQueries, SpecialityQueries } from "./profiles/profiles.queries.js";
import {
  AllocationEntryQueries,
  CancellationPolicyQueries,
  HolidayQueries,
  SessionQueries,
  SessionTypeQueries,
} from "./scheduling/scheduling.queries.js";
import { ScheduleQuery } from "./scheduling/schedule.resolver.js";
import { FreeSlotsQuery } from "./scheduling/free-slots.resolver.js";
import { NextFreeSlot } from "./scheduling/next-free-slot.resolver.js";
import {
  DelegationQueries,
  OrganizationQueries,
  PersonQueries,
  TeamQueries,
  ViewerQueries,
} from "./tenancy/tenancy.queries.js";

/** The API's table of contents: all resolvers but the mutations, by slice. */
const queries = [
  NodeQueries,
  // tenancy
  ViewerQueries,
  OrganizationQueries,
  TeamQueries,
  DelegationQueries,
  PersonQueries,
  // engagements
  ProgramQueries,
  CohortQueries,
  CohortMemberQueries,
  PoolQueries,
  EngagementQueries,
  EngagementCounts,
  NoteQueries,
  TakeawayQueries,
  IntroductionQueries,
  // feedback
  FeedbackQueries,
  // profiles
  SpecialityQueries,
  CredentialQueries,
  // scheduling
  SessionQueries,
  FreeSlotsQuery,
  ScheduleQuery,
  NextFreeSlot,
  SessionTypeQueries,
  HolidayQueries,
  AllocationEntryQueries,
  CancellationPolicyQueries,
  CoachingHoursQueries,
  // goals
  GoalQueries,
  GoalTemplateQueries,
  ActionItemQueries,
  MetricQueries,
  // agreements
  AgreementTemplateQueries,
  AgreementQueries,
  VerifyAgreement,
  AgreementPdf,
  // resources
  ResourceQueries,
  WorksheetQueries,
  AssignedWorksheetQueries,
  ResourceAddresses,
  UploadAddresses,
  // choosing
  NeedsQuestionnaireQueries,
  ConflictOfInterestQueries,
  MatchWeightsQueries,
  MatchQueries,
  MatchCandidates,
  NeedsAssessmentQueries,
  NeedsLinkQueries,
  // measuring
  SurveyTemplateQueries,
  SurveyQueries,
  SurveyInvitationQueries,
  SurveyResultsQuery,
  ReportQuery,
  PreviewQuery,
  // measuring
  CoachingLogQueries,
  HoursConsentQueries,
  // live
  ScheduleChanges,
  SessionChanges,
  SlotsChanges,
  AuditQueries,
  EngagementChanges,
  ChangedSince,
  EventsTold,
  // partners
  ApiKeyQueries,
  ViewerQuery,
  WebhookEndpointQueries,
  WebhookDryRun,
  BulkExportQueries,
  BulkAddresses,
] as const;

/** What is usual, where nothing is changed: to print the schema. */
const usualParts: CommandParts = {
  files: usualFileLimits,
  webhooks: usualWebhookParts,
  exportQueries: usualExportQueries,
  publicUrl: "http://localhost",
  matcher: matchHere,
};

/** The schema, with commands that work with these parts. */
export async function createSchema(parts: CommandParts = usualParts): Promise<GraphQLSchema> {
  const schema = await buildSchema({
    resolvers: [mutationResolvers(mutations, commandsWith(parts)), ...queries],
    // The services check input and answer with user errors.
    validate: false,
    // It asks the schema all about itself, which takes a third of the time. graphql finds an invalid schema without that.
    skipCheck: true,
    pubSub: noPubSub,
  });
  reportChanges(schema);
  parts.webhooks.selections.learn(schema);
  parts.exportQueries.learn(schema);
  return schema;
}

/** Events come from the log, which loses nothing. type-graphql insists on a publisher anyway. */
const noPubSub = {
  publish: refusePubSub,
  subscribe: refusePubSub,
};

function refusePubSub(): never {
  throw new Error("Nothing is published in memory. Record an event in the transaction, and follow the firm's log.");
}
