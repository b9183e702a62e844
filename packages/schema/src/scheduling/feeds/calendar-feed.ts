import { Reads, type RowCondition } from "@coachwork/reader";
import { ObjectType } from "type-graphql";
import { Column, Entity } from "typeorm";
import { hasMany } from "../../common/connections.js";
import { wordsOf, type WordOf } from "../../common/enums.js";
import { Attribute, BelongsTo } from "../../common/fields.js";
import { toManagers } from "../../common/grants.js";
import { Node } from "../../common/node.js";
import { Person } from "../../tenancy/person.js";

export const CalendarFeedKind = wordsOf("CalendarFeedKind", "Which sessions a calendar feed has.", {
  PERSON: "All that the person coaches or takes part in.",
  COACH: "Those that the person coaches, and no others.",
});
export type CalendarFeedKind = WordOf<typeof CalendarFeedKind>;

export const CalendarFeedOrder = wordsOf("CalendarFeedOrder", "Orders of calendar feeds.", {
  CREATED: "Oldest first.",
});

/** How many feeds a person has at most that are not revoked; each has one of so many places. */
export const MOST_CALENDAR_FEEDS = 5;

const own: RowCondition = (feed, sql) => `${feed}.person_id = ${sql.person}`;

/**
 * A private address at which a person's calendar program reads the person's sessions. Whoever knows it reads them, so that
 * only a hash of its secret is kept. Who runs the practice sees that it is there, and can revoke it.
 */
@Reads({
  prefix: "calendar_feed",
  visible: { ...toManagers, COACH: own, CLIENT: own, SPONSOR: own, FINANCE: own },
  // Who runs the practice sees everybody, and everybody sees themselves.
  implied: { person: true },
  orders: { CREATED: [] },
})
@Entity("calendar_feed")
@ObjectType({
  implements: Node,
  description:
    "A private address at which calendar programs read a person's sessions. The address itself is not shown.",
})
export class CalendarFeed extends Node {
  @Column("uuid")
  personId!: string;

  @BelongsTo(() => Person, "Whose sessions it has.")
  person?: Person;

  @Attribute("text", "Which sessions it has.", { as: () => CalendarFeedKind })
  kind!: CalendarFeedKind;

  /** Which of the person's places it takes, 1 to 5, until it is revoked. */
  @Column("integer")
  place!: number;

  @Column("text")
  secretHash!: string;

  @Attribute("timestamptz", "When it was made.")
  createdAt!: Date;

  @Attribute("timestamptz", "When it was revoked; null: it was not.", { nullable: true })
  revokedAt!: Date | null;

  @Attribute("timestamptz", "When it was last read, to the hour; null: never.", { nullable: true })
  lastUsedAt!: Date | null;
}

hasMany(Person, "calendarFeeds", CalendarFeed, {
  by: "personId",
  order: CalendarFeedOrder,
  orderBy: "CREATED",
  description: "The person's calendar feeds, revoked ones too; for the person and for who runs the practice.",
});
