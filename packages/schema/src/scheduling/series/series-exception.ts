import { Reads, type RowCondition } from "@coachwork/reader";
import { ObjectType } from "type-graphql";
import { Column, Entity } from "typeorm";
import { hasMany } from "../../common/connections.js";
import { ordersOf } from "../../common/enums.js";
import { Attribute } from "../../common/fields.js";
import { toManagers } from "../../common/grants.js";
import { Node } from "../../common/node.js";
import { BookSession } from "../booking/book-session.js";
import { assistedSeries, SessionSeries } from "./series.js";

export const SeriesExceptionOrder = ordersOf("SeriesExceptionOrder", "How exceptions can be sorted.", {
  ORIGINAL_START: ["Earliest first.", "Latest first."],
  CREATED: ["First detected first.", "Last detected first."],
});

const inSeriesOf =
  (scope: string): RowCondition =>
  (exception, sql) => {
    const row = sql.alias("series");
    return `${exception}.series_id in (select ${row}.id from series ${row} where ${row}.firm_id = ${sql.firm} and ${row}.engagement_id in (select id from ${sql.scope(scope)}))`;
  };

const inAssistedSeries: RowCondition = (exception, sql) => {
  const row = sql.alias("series");
  return `${exception}.series_id in (select ${row}.id from series ${row}
    where ${row}.firm_id = ${sql.firm} and ${assistedSeries(row, sql)})`;
};

/** A start in a series' rule that has no session. (A cancelled session is its own exception.) */
@Reads({
  prefix: "series_exception",
  visible: {
    ...toManagers,
    COACH: inSeriesOf("coached"),
    CLIENT: inSeriesOf("joined"),
    ASSISTANT: inAssistedSeries,
    "schedule:read": true,
  },
  orders: { ORIGINAL_START: ["originalStart"], CREATED: [] },
})
@Entity("series_exception")
@ObjectType({ implements: Node, description: "A start in a series' rule for which no session was booked." })
export class SeriesException extends Node {
  @Column("uuid")
  seriesId!: string;

  @Attribute("timestamptz", "The start by the rule.")
  originalStart!: Date;

  @Attribute(
    "text",
    "Why it could not be booked. Null if it was left out: its session had been cancelled, or it is on a holiday.",
    {
      as: () => BookSession.codes,
      nullable: true,
    },
  )
  code!: keyof typeof BookSession.codes | null;

  @Attribute("boolean", "Whether it was left out because it is on a holiday.")
  isHoliday!: boolean;
}

hasMany(SessionSeries, "exceptions", SeriesException, {
  by: "seriesId",
  order: SeriesExceptionOrder,
  orderBy: "ORIGINAL_START",
  description: "Starts in its rule for which no session was booked. Empty for viewers who may only see the dates.",
});
