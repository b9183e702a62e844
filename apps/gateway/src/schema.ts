import type { GraphQLSchema } from "graphql";
import { buildSchema } from "type-graphql";
import { EngagementQueries, NoteQueries } from "./engagements/engagements.queries.js";
import { EngagementMutations } from "./engagements/engagements.resolver.js";
import { JoiningMutations } from "./engagements/joining.resolver.js";
import { MembershipMutations } from "./engagements/membership.resolver.js";
import { tellOfChanges } from "./graphql/change.js";
import { NodeQueries } from "./graphql/node.resolver.js";
import { ScheduleChanges } from "./live/schedule-changes.resolver.js";
import { OffboardingMutations } from "./offboarding/offboarding.resolver.js";
import { ApiKeyMutations, ApiKeyQueries } from "./partners/api-key.resolver.js";
import { AllocationMutations } from "./scheduling/allocation.resolver.js";
import { AttendanceMutations } from "./scheduling/attendance.resolver.js";
import { CoachingHoursQueries } from "./scheduling/coaching-hours.resolver.js";
import { CalendarFeedMutations } from "./scheduling/calendar-feeds.resolver.js";
import { ReminderMutations } from "./scheduling/reminders.resolver.js";
import { CancellationPolicyQueries, SessionQueries, SessionTypeQueries } from "./scheduling/scheduling.queries.js";
import { AvailabilityMutations } from "./scheduling/availability.resolver.js";
import { FreeSlotsQuery } from "./scheduling/free-slots.resolver.js";
import { HoldMutations } from "./scheduling/holds.resolver.js";
import { NextFreeSlot } from "./scheduling/next-free-slot.resolver.js";
import { SessionTypeMutations } from "./scheduling/session-types.resolver.js";
import { SeatMutations } from "./scheduling/seats.resolver.js";
import { BusyCalendarMutations } from "./scheduling/busy-calendars.resolver.js";
import { SeriesMutations } from "./scheduling/series.resolver.js";
import { Schedule } from "./scheduling/scheduling.resolver.js";
import { InvitationMutations } from "./tenancy/invite.resolver.js";
import { OrganizationQueries, PersonQueries, TeamQueries, ViewerQueries } from "./tenancy/tenancy.queries.js";
import { TenancyMutations } from "./tenancy/tenancy.resolver.js";

/** The API's table of contents: every resolver, slice by slice. */
const resolvers = [
  NodeQueries,
  // tenancy
  ViewerQueries,
  OrganizationQueries,
  TeamQueries,
  PersonQueries,
  TenancyMutations,
  InvitationMutations,
  // engagements
  EngagementQueries,
  NoteQueries,
  EngagementMutations,
  MembershipMutations,
  JoiningMutations,
  // scheduling
  SessionQueries,
  Schedule,
  FreeSlotsQuery,
  NextFreeSlot,
  HoldMutations,
  AvailabilityMutations,
  SessionTypeQueries,
  SessionTypeMutations,
  BusyCalendarMutations,
  CancellationPolicyQueries,
  SeatMutations,
  SeriesMutations,
  AllocationMutations,
  AttendanceMutations,
  CoachingHoursQueries,
  ReminderMutations,
  CalendarFeedMutations,
  // live
  ScheduleChanges,
  // partners
  ApiKeyQueries,
  ApiKeyMutations,
  // offboarding
  OffboardingMutations,
] as const;

export async function createSchema(): Promise<GraphQLSchema> {
  const schema = await buildSchema({
    resolvers: resolvers,
    // The services judge input and answer with user errors.
    validate: false,
    pubSub: noPubSub,
  });
  tellOfChanges(schema);
  return schema;
}

/** Events come from the log, which forgets nothing; type-graphql wants to be told of something else all the same. */
const noPubSub = {
  publish: refusePubSub,
  subscribe: refusePubSub,
};

function refusePubSub(): never {
  throw new Error("Nothing is published in memory: tell the transaction, and follow the firm's log.");
}
