import { Reads } from "@coachwork/reader";
import { ObjectType } from "type-graphql";
import { Entity, PrimaryColumn } from "typeorm";
import { hasFew } from "../../common/connections.js";
import { BelongsTo } from "../../common/fields.js";
import { toManagers } from "../../common/grants.js";
import { TenantRow } from "../../common/node.js";
import { Person } from "../../tenancy/person.js";
import { SessionSeries } from "./series.js";

/** A coach of a series. */
@Reads({
  // A series' coaches are only reached through the series, whose right `coaches` decides.
  visible: { ...toManagers, COACH: true, CLIENT: true, ASSISTANT: true, "schedule:read": true },
  // Its coaches are or were coaches of the engagement.
  implied: { coach: true },
  orders: { COACH: ["coachId"] },
})
@Entity("series_coach")
@ObjectType({ description: "A coach of a series." })
export class SeriesCoach extends TenantRow {
  @PrimaryColumn("uuid")
  seriesId!: string;

  @PrimaryColumn("uuid")
  coachId!: string;

  @BelongsTo(() => Person, "The coach.")
  coach?: Person | null;
}

hasFew(SessionSeries, "coaches", SeriesCoach, {
  by: "seriesId",
  orderBy: "COACH",
  implied: true,
  description:
    "The coaches that each session needs. Empty if each session has all coaches of the engagement on its day, and for viewers who may only see the dates.",
});
