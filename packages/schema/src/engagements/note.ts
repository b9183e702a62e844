import { Reads, type RowCondition } from "@coachwork/reader";
import { ObjectType } from "type-graphql";
import { Column, Entity } from "typeorm";
import { hasMany } from "../common/connections.js";
import { ordersOf, wordsOf, type WordOf } from "../common/enums.js";
import { Attribute, BelongsTo, UpdatedAt, Version } from "../common/fields.js";
import { Node } from "../common/node.js";
import { AboutEngagement, ERASED_TEXT } from "../common/personal.js";
import { Person } from "../tenancy/person.js";
import { Engagement } from "./engagement.js";
import { isReadableIn } from "./scopes.js";

export const NoteVisibility = wordsOf(
  "NoteVisibility",
  "Who can read a note. Nobody who runs or pays for the engagement can.",
  {
    PRIVATE: "Only the author. The database itself hides the note from everybody else.",
    COACHES: "The coaches of the engagement. A coach who joins can read notes from that day on.",
    SHARED: "The coaches and participants of the engagement. A person who joins can read notes from that day on.",
  },
);
export type NoteVisibility = WordOf<typeof NoteVisibility>;

export const NoteOrder = ordersOf("NoteOrder", "How notes can be sorted.", {
  NEWEST: "Newest first.",
  CREATED: ["Oldest first.", "Newest first."],
});

/** Who reads a note, by role. */
export const noteReaders = {
  COACH: (note, sql) => `(${note}.visibility = 'PRIVATE' and ${note}.author_id = ${sql.person}
      or ${note}.visibility <> 'PRIVATE' and ${note}.engagement_id in (select id from ${sql.scope("coached")})
        and ${isReadableIn("coached_times", note, sql)})`,
  CLIENT: (note, sql) =>
    `(${note}.visibility = 'SHARED' and ${note}.engagement_id in (select id from ${sql.scope("joined")})
        and ${isReadableIn("joined_times", note, sql)})`,
} satisfies Readonly<Record<string, RowCondition>>;

/** A note that somebody wrote about an engagement. */
@Reads({
  prefix: "note",
  visible: noteReaders,
  // The author is or was in the engagement.
  implied: { author: true },
  orders: { NEWEST: ["-createdAt"], CREATED: [] },
})
@Entity("note")
@ObjectType({ implements: Node, description: "A note about an engagement." })
export class Note extends Node {
  @Column("uuid")
  engagementId!: string;

  @BelongsTo(() => Engagement, "The engagement. Null for an author who has left it.")
  engagement?: Engagement | null;

  @Column("uuid")
  authorId!: string;

  @BelongsTo(() => Person, "The author.")
  author?: Person | null;

  @Attribute("text", "Who can read it.", { as: () => NoteVisibility })
  visibility!: NoteVisibility;

  @AboutEngagement("engagementId", ERASED_TEXT)
  @Attribute("text", "The text.")
  text!: string;

  @Attribute("timestamptz", "When it was first written.")
  createdAt!: Date;

  @Attribute("timestamptz", "When its text was last changed. Null if it never was.", { nullable: true })
  changedAt!: Date | null;

  @UpdatedAt()
  updatedAt!: Date;

  @Version()
  version!: number;
}

hasMany(Engagement, "notes", Note, {
  by: "engagementId",
  order: NoteOrder,
  orderBy: "NEWEST",
  description: "The notes on it that you may read.",
});
