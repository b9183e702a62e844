import { Reads, type RowCondition } from "@coachwork/reader";
import { ObjectType } from "type-graphql";
import { Column, Entity } from "typeorm";
import { hasMany } from "../../common/connections.js";
import { ordersOf, wordsOf, type WordOf } from "../../common/enums.js";
import { Attribute, BelongsTo, UpdatedAt } from "../../common/fields.js";
import { toManagers } from "../../common/grants.js";
import { Node } from "../../common/node.js";
import { Impersonal } from "../../common/personal.js";
import { Person } from "../../tenancy/person.js";

export const CalendarFeedKind = wordsOf("CalendarFeedKind", "Which sessions a calendar feed contains.", {
  PERSON: "All sessions that the person coaches or takes part in.",
  COACH: "Only the sessions that the person coaches.",
});
export type CalendarFeedKind = WordOf<typeof CalendarFeedKind>;

export const CalendarFeedOrder = ordersOf("CalendarFeedOrder", "How calendar feeds can be sorted.", {
  CREATED: ["Oldest first.", "Newest first."],
});

/** How many active feeds a person can have. Each one takes a numbered place. */
export const MOST_CALENDAR_FEEDS = 5;

const own: RowCondition = (feed, sql) => `${feed}.person_id = ${sql.person}`;

/**
 * A private address at which a calendar program reads a person's sessions. Anybody who knows the address can read them,
 * so only a hash of its secret is stored. Managers can see that the feed exists, and revoke it.
 */
@Reads({
  prefix: "calendar_feed",
  visible: { ...toManagers, COACH: own, CLIENT: own, SPONSOR: own, FINANCE: own },
  // Managers see everybody's feeds, and people see their own.
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

  @BelongsTo(() => Person, "The person whose sessions it contains.")
  person?: Person;

  @Attribute("text", "Which sessions it contains.", { as: () => CalendarFeedKind })
  kind!: CalendarFeedKind;

  /** Which of the person's places it takes until it is revoked, 1 to 5. */
  @Column("integer")
  place!: number;

  @Impersonal()
  @Column("text")
  secretHash!: string;

  @Attribute("timestamptz", "When it was created.")
  createdAt!: Date;

  @Attribute("timestamptz", "When it was revoked. Null if it was not.", { nullable: true })
  revokedAt!: Date | null;

  @Attribute("timestamptz", "When it was last read, to the hour. Null if it never was.", { nullable: true })
  lastUsedAt!: Date | null;

  @UpdatedAt()
  updatedAt!: Date;
}

hasMany(Person, "calendarFeeds", CalendarFeed, {
  by: "personId",
  order: CalendarFeedOrder,
  orderBy: "CREATED",
  description:
    "The person's calendar feeds, revoked ones included. Visible to the person and to owners, admins and program managers.",
});
