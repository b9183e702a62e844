import { Reads, type Sql } from "@coachwork/reader";
import { ObjectType } from "type-graphql";
import { Column, Entity } from "typeorm";
import { hasMany } from "../common/connections.js";
import { wordsOf, type WordOf } from "../common/enums.js";
import { Attribute, BelongsTo } from "../common/fields.js";
import { Node } from "../common/node.js";
import { Person } from "../tenancy/person.js";
import { Engagement } from "./engagement.js";
import { isWrittenIn } from "./scopes.js";

export const NoteVisibility = wordsOf(
  "NoteVisibility",
  "Who reads a note. Nobody who runs or pays for the practice does.",
  {
    PRIVATE: "Its author alone. The database itself keeps it from everybody else.",
    COACHES: "The coaches of the engagement: who joins it, what is written from then on.",
    SHARED: "The coaches and the participants of the engagement: who joins it, what is written from then on.",
  },
);
export type NoteVisibility = WordOf<typeof NoteVisibility>;

export const NoteOrder = wordsOf("NoteOrder", "Orders of notes.", {
  NEWEST: "Newest first.",
  CREATED: "Oldest first.",
});

/** Who joins reads what is written from then on, and what they wrote themselves: what came before was not written for them. */
function isOfOwnTime(times: "coached_times" | "joined_times", note: string, sql: Sql): string {
  const written = isWrittenIn(times, `${note}.engagement_id`, `${note}.created_at`, sql);
  return `(${note}.author_id = ${sql.person} or ${written})`;
}

/** What somebody wrote down about an engagement. */
@Reads({
  prefix: "note",
  visible: {
    COACH: (note, sql) => `(${note}.visibility = 'PRIVATE' and ${note}.author_id = ${sql.person}
      or ${note}.visibility <> 'PRIVATE' and ${note}.engagement_id in (select id from ${sql.scope("coached")})
        and ${isOfOwnTime("coached_times", note, sql)})`,
    CLIENT: (note, sql) =>
      `(${note}.visibility = 'SHARED' and ${note}.engagement_id in (select id from ${sql.scope("joined")})
        and ${isOfOwnTime("joined_times", note, sql)})`,
  },
  // Who wrote it is or was in the engagement.
  implied: { author: true },
  orders: { NEWEST: ["-createdAt"], CREATED: [] },
})
@Entity("note")
@ObjectType({ implements: Node, description: "What somebody wrote down about an engagement." })
export class Note extends Node {
  @Column("uuid")
  engagementId!: string;

  @BelongsTo(() => Engagement, "The engagement; null once its author has left it.")
  engagement?: Engagement | null;

  @Column("uuid")
  authorId!: string;

  @BelongsTo(() => Person, "Who wrote it.")
  author?: Person | null;

  @Attribute("text", "Who reads it.", { as: () => NoteVisibility })
  visibility!: NoteVisibility;

  @Attribute("text", "What was written.")
  text!: string;

  @Attribute("timestamptz", "When it was written.")
  createdAt!: Date;
}

hasMany(Engagement, "notes", Note, {
  by: "engagementId",
  order: NoteOrder,
  orderBy: "NEWEST",
  description: "The notes on it that you may read.",
});
