import { Reads, type RowCondition } from "@coachwork/reader";
import { ObjectType } from "type-graphql";
import { Column, Entity } from "typeorm";
import { hasMany } from "../common/connections.js";
import { ordersOf } from "../common/enums.js";
import { Attribute, BelongsTo } from "../common/fields.js";
import { Node } from "../common/node.js";
import { Impersonal, MayName } from "../common/personal.js";
import { Person } from "../tenancy/person.js";
import { Note, noteReaders, type NoteVisibility } from "./note.js";

export const NoteVersionOrder = ordersOf("NoteVersionOrder", "How earlier texts of a note can be sorted.", {
  WRITTEN: ["Earliest first.", "Latest first."],
});

/** Whoever reads the note today reads what it said before. */
const ofNoteRead =
  (reads: RowCondition): RowCondition =>
  (version, sql) => {
    const note = sql.alias("note");
    return `exists (select 1 from note ${note}
      where ${note}.firm_id = ${sql.firm} and ${note}.id = ${version}.note_id and ${reads(note, sql)})`;
  };

/** What a note said before its text was changed. Rows are added and, with the note, removed; never changed. */
@Reads({
  prefix: "note_version",
  visible: { COACH: ofNoteRead(noteReaders.COACH), CLIENT: ofNoteRead(noteReaders.CLIENT) },
  // The author is or was in the engagement.
  implied: { author: true },
  orders: { WRITTEN: ["writtenAt"] },
})
@Entity("note_version")
@ObjectType({ implements: Node, description: "An earlier text of a note. Whoever can read the note can read it." })
export class NoteVersion extends Node {
  @Column("uuid")
  noteId!: string;

  @BelongsTo(() => Note, "The note.")
  note?: Note | null;

  @Column("uuid")
  authorId!: string;

  @BelongsTo(() => Person, "Who wrote the text.")
  author?: Person | null;

  /** That of the note, for the database's own guard. */
  @Impersonal()
  @Column("text")
  visibility!: NoteVisibility;

  @Attribute("integer", "The version of the note that had this text.")
  version!: number;

  @MayName()
  @Attribute("text", "The text.")
  text!: string;

  @Attribute("timestamptz", "When it was written. The next version replaced it.")
  writtenAt!: Date;
}

hasMany(Note, "versions", NoteVersion, {
  by: "noteId",
  order: NoteVersionOrder,
  orderBy: "WRITTEN",
  description: "The earlier texts. Empty if the text was never changed.",
});
