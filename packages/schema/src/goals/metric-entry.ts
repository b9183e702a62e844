import { declareFirst, Reads, type RowCondition } from "@coachwork/reader";
import { ObjectType } from "type-graphql";
import { Column, Entity } from "typeorm";
import { field, hasMany } from "../common/connections.js";
import { ordersOf } from "../common/enums.js";
import { Attribute, BelongsTo, UpdatedAt, Version } from "../common/fields.js";
import { NamesPerson } from "../common/names-person.js";
import { Node } from "../common/node.js";
import { AboutParticipant } from "../common/personal.js";
import { Person } from "../tenancy/person.js";
import { goalPeople, ofSharedGoal } from "./goal-viewers.js";
import { Metric } from "./metric.js";

export const MetricEntryOrder = ordersOf("MetricEntryOrder", "How the entries of a metric can be sorted.", {
  DAY: ["Earliest day first.", "Latest day first."],
});

const between = "Null for sponsors.";

const ofSharedMetric: RowCondition = (entry, sql) => {
  const metric = sql.alias("metric");
  return `exists (select 1 from metric ${metric} where ${metric}.firm_id = ${sql.firm}
    and ${metric}.id = ${entry}.metric_id and ${ofSharedGoal(metric, sql)})`;
};

/** What was recorded for a day. A metric has one entry a day. */
@Reads({
  prefix: "metric_entry",
  visible: { ...goalPeople, SPONSOR: ofSharedMetric },
  rights: {
    ...{ comment: ["COACH", "CLIENT"], recordedBy: ["COACH", "CLIENT"] },
    ...{ updatedAt: ["COACH", "CLIENT"], version: ["COACH", "CLIENT"] },
  },
  implied: { metric: true },
  orders: { DAY: ["day"] },
})
@Entity("metric_entry")
@ObjectType({
  implements: Node,
  description: "The value of a metric on a day. A metric has at most one a day. Seen with the metric.",
})
export class MetricEntry extends Node {
  @Column("uuid")
  metricId!: string;

  @BelongsTo(() => Metric, "The metric.")
  metric?: Metric | null;

  /** That of the metric, like its participant. */
  @Column("uuid")
  engagementId!: string;

  @NamesPerson()
  @Column("uuid", { nullable: true })
  participantId!: string | null;

  @Attribute("date", "The day.")
  day!: string;

  @Attribute("double precision", "The value, in the metric's unit.")
  value!: number;

  @AboutParticipant("participantId", "engagementId")
  @Attribute("text", "What is said about it. Null if nothing was said, and for sponsors.", { nullable: true })
  comment!: string | null;

  @Column("uuid")
  recordedById!: string;

  @BelongsTo(() => Person, "Who recorded it first. Null for sponsors, and if you may not see them.")
  recordedBy?: Person | null;

  @Attribute("timestamptz", "When it was first recorded.")
  recordedAt!: Date;

  @UpdatedAt(between)
  updatedAt!: Date;

  @Version(between)
  version!: number;
}

hasMany(Metric, "entries", MetricEntry, {
  by: "metricId",
  implied: true,
  order: MetricEntryOrder,
  orderBy: "DAY",
  description: "What was recorded so far, an entry for each day.",
});

declareFirst(Metric, "latestEntry", { of: "entries", order: "DAY_DESC", where: () => "true", reads: ["day"] });
field(Metric, "latestEntry", () => MetricEntry, "The entry of the latest day. Null if there is none.", true);
