import {
  AllocationEntry,
  AllocationEntryFilter,
  CancellationPolicy,
  Holiday,
  HolidayOrder,
  Session,
  SessionFilter,
  SessionOrder,
  SessionType,
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
  order: SessionTypeOrder,
  orderBy: "NAME",
});

export const HolidayQueries = queriesFor(Holiday, { many: "holidays", order: HolidayOrder, orderBy: "DATE" });
