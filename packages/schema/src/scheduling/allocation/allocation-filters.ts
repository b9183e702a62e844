import type { Filter, Input } from "@coachwork/reader";
import { Field, ID, InputType } from "type-graphql";
import { CalendarDate } from "../../common/scalars.js";
import { boundId } from "../../common/uuid-of.js";
import { Engagement } from "../../engagements/engagement.js";
import { AllocationEntryKind } from "./allocation-entry-kind.js";

/** How entries are found for bills: by the date on which they were made. Not everybody may see the instant. */
export const allocationEntryFilters: Readonly<Record<string, Filter>> = {
  engagementId: {
    names: "engagement",
    where: (entry, id: Input<string>, sql) => `${entry}.engagement_id = ${boundId(sql, Engagement, id)}`,
  },
  organizationId: { through: "engagement", filter: "organizationId" },
  kinds: { where: (entry, kinds, sql) => `${entry}.kind = any(${sql.bind(kinds, "text[]")})` },
  recordedFrom: { where: (entry, from: Input<string>, sql) => `${entry}.recorded_on >= ${sql.bind(from, "date")}` },
  recordedUntil: { where: (entry, until: Input<string>, sql) => `${entry}.recorded_on <= ${sql.bind(until, "date")}` },
};

@InputType({ description: "Filters ledger entries." })
export class AllocationEntryFilter {
  @Field(() => ID, { nullable: true, description: "Entries of this engagement." })
  engagementId?: string | null;

  @Field(() => ID, { nullable: true, description: "Entries of engagements that this organization sponsors." })
  organizationId?: string | null;

  @Field(() => [AllocationEntryKind], { nullable: true, description: "Entries that do one of these." })
  kinds?: AllocationEntryKind[] | null;

  @Field(() => CalendarDate, { nullable: true, description: "Entries that were made on this date or later." })
  recordedFrom?: string | null;

  @Field(() => CalendarDate, { nullable: true, description: "Entries that were made on this date or earlier." })
  recordedUntil?: string | null;
}
