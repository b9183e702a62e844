import { Reads, type RowCondition } from "@coachwork/reader";
import { ObjectType } from "type-graphql";
import { Column, Entity } from "typeorm";
import { hasMany } from "../common/connections.js";
import { ordersOf, wordsOf, type WordOf } from "../common/enums.js";
import { Attribute, BelongsTo, UpdatedAt, Version } from "../common/fields.js";
import { Node } from "../common/node.js";
import { AboutEngagement, ERASED_TEXT, ErasedWith } from "../common/personal.js";
import { Person } from "../tenancy/person.js";
import { Engagement } from "./engagement.js";
import { isReadableIn } from "./scopes.js";

export const TakeawayVisibility = wordsOf(
  "TakeawayVisibility",
  "Who can read a takeaway. Nobody who runs or pays for the mentoring can.",
  {
    PRIVATE: "Only the author. The database itself hides it from everybody else.",
    SHARED: "The mentors and mentees of the engagement. A person who joins can read takeaways from that day on.",
  },
);
export type TakeawayVisibility = WordOf<typeof TakeawayVisibility>;

export const TakeawayOrder = ordersOf("TakeawayOrder", "How takeaways can be sorted.", {
  CREATED: ["Oldest first.", "Newest first."],
});

const readBy =
  (times: "coached_times" | "joined_times", scope: "coached" | "joined"): RowCondition =>
  (takeaway, sql) =>
    `(${takeaway}.visibility = 'PRIVATE' and ${takeaway}.author_id = ${sql.person}
      or ${takeaway}.visibility = 'SHARED' and ${takeaway}.engagement_id in (select id from ${sql.scope(scope)})
        and ${isReadableIn(times, takeaway, sql)})`;

/** What a mentor or mentee took from their mentoring. It is nothing without its author. */
@Reads({
  prefix: "takeaway",
  visible: { COACH: readBy("coached_times", "coached"), CLIENT: readBy("joined_times", "joined") },
  // The author is or was in the engagement.
  implied: { author: true },
  orders: { CREATED: [] },
})
@ErasedWith("authorId")
@Entity("takeaway")
@ObjectType({ implements: Node, description: "What a mentor or mentee took from mentoring." })
export class Takeaway extends Node {
  @Column("uuid")
  engagementId!: string;

  @BelongsTo(() => Engagement, "The engagement. Null for an author who has left it.")
  engagement?: Engagement | null;

  @Column("uuid")
  authorId!: string;

  @BelongsTo(() => Person, "The author.")
  author?: Person | null;

  @Attribute("text", "Who can read it.", { as: () => TakeawayVisibility })
  visibility!: TakeawayVisibility;

  @AboutEngagement("engagementId", ERASED_TEXT)
  @Attribute("text", "The text.")
  text!: string;

  @Attribute("timestamptz", "When it was written.")
  createdAt!: Date;

  @UpdatedAt()
  updatedAt!: Date;

  @Version()
  version!: number;
}

hasMany(Engagement, "takeaways", Takeaway, {
  by: "engagementId",
  order: TakeawayOrder,
  orderBy: "CREATED",
  description:
    "What its mentors and mentees took from it, as far as you may read it. In coaching that was mentoring, these are only the private ones that you wrote. Empty for other coaching.",
});
