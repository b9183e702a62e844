import {
  AllocationEntry,
  AllocationEntryFilter,
  CancellationPolicy,
  Holiday,
  HolidayFilter,
  HolidayOrder,
  Session,
  SessionFilter,
  SessionOrder,
  SessionType,
  SessionTypeFilter,
  SessionTypeOrder,
} from "@coachwork/schema";
import { queriesFor } from "../graphql/queries.js";

export const SessionQueries = queriesFor(Session, {
  one: "session",
  many: "sessions",
  filter: () => SessionFilter,
  order: SessionOrder,
  orderBy: "STARTS_AT",
});

export const AllocationEntryQueries = queriesFor(AllocationEntry, {
  many: "allocationEntries",
  filter: () => AllocationEntryFilter,
  orderBy: "DATE",
});

export const CancellationPolicyQueries = queriesFor(CancellationPolicy, {
  many: "cancellationPolicies",
  orderBy: "CREATED",
});

export const SessionTypeQueries = queriesFor(SessionType, {
  many: "sessionTypes",
  filter: () => SessionTypeFilter,
  order: SessionTypeOrder,
  orderBy: "NAME",
});

export const HolidayQueries = queriesFor(Holiday, {
  many: "holidays",
  filter: () => HolidayFilter,
  order: HolidayOrder,
  orderBy: "DATE",
});
